"""A load is accepted only if it keeps to the contract; else it stays invisible."""

import hashlib

import pyarrow as pa
import pytest

from ingestion.contract import RAW_TABLES
from tests.quality.landing import DELIVERY, IDENTIFIER, INTERACTION


def test_a_good_load_is_accepted_with_its_files_and_their_hashes(raw, capsys):
    raw.land()
    assert raw.audit() == 0
    said = raw.said()
    assert (said["status"], said["reason"]) == ("accepted", None)
    assert said["files"] == [
        "crm/deliveries/1.5.abc.parquet",
        "crm/identifiers/1.5.abc.parquet",
        "crm/interactions/1.5.abc.parquet",
    ]
    for name in said["files"]:
        content = (raw.raw / name).read_bytes()
        assert said["sha256"][name] == hashlib.sha256(content).hexdigest()
    assert capsys.readouterr().out == "crm: load 1.5 accepted\n"


def test_a_load_is_audited_once(raw, capsys):
    raw.land()
    raw.audit()
    before = raw.said()
    capsys.readouterr()
    assert raw.audit() == 0
    assert capsys.readouterr().out == ""
    assert raw.said() == before


def test_a_load_that_did_not_complete_is_not_audited(raw):
    raw.land("1.5", is_complete=False)
    raw.land("2.5")
    assert raw.audit() == 0
    audits = [path.name for path in (raw.raw / "_audits").iterdir()]
    assert audits == ["crm__2.5.json"]
    assert all("/2.5." in name for name in raw.said("2.5")["files"])


def test_one_held_load_does_not_hold_the_others(raw, capsys):
    raw.land("1.5", interactions=[])
    raw.land("1.5", source="ok", **other_source("ok"))
    assert raw.audit() == 0
    assert raw.said("1.5")["status"] == "held"
    assert raw.said("1.5", "ok")["status"] == "accepted"
    out = capsys.readouterr().out.splitlines()
    assert len(out) == 2
    assert out[0].startswith("crm: load 1.5 held: expected as many rows as each ")
    assert out[0].endswith('or release it: make accept LOAD=1.5 REASON="…"')


def other_source(name):
    return {
        "interactions": [INTERACTION | {"source_name": name}],
        "identifiers": [IDENTIFIER | {"source_name": name}],
        "deliveries": [DELIVERY | {"source_name": name}],
    }


@pytest.mark.parametrize(
    "column",
    [
        "source_name",
        "source_interaction_id",
        "channel",
        "direction",
        "outcome",
        "started_at",
    ],
)
def test_an_empty_key_holds_the_load(raw, column):
    raw.land(interactions=[INTERACTION | {column: None}])
    raw.audit()
    said = raw.said()
    assert said["status"] == "held"
    line = said["faults"]["columns.required"]
    assert line.endswith(f"found 1 row (interactions.{column})")


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("interactions", INTERACTION, "channel"),
        ("interactions", INTERACTION, "direction"),
        ("interactions", INTERACTION, "outcome"),
        ("interactions", INTERACTION, "source_status"),
        ("interactions", INTERACTION, "thread_kind"),
        ("identifiers", IDENTIFIER, "identifier_type"),
        ("deliveries", DELIVERY, "entity"),
    ],
)
def test_an_unknown_word_holds_the_load_and_is_not_repeated(raw, table, row, column):
    raw.land(**{table: [row | {column: "+33 6 12 34 56 78"}]})
    raw.audit()
    said = raw.said()
    assert said["status"] == "held"
    assert said["faults"]["columns.words"].endswith(f"found 1 row ({table}.{column})")
    assert "+33" not in raw.path_of("1.5").read_text()


def test_rows_of_another_source_hold_the_load(raw):
    raw.land(interactions=[INTERACTION | {"source_name": "other"}])
    raw.audit()
    assert raw.said()["faults"]["tables.own_source"].endswith("1 row (interactions)")


@pytest.mark.parametrize("rows", [0, 2])
def test_other_counts_than_the_delivery_accepted_hold_the_load(raw, rows):
    raw.land(interactions=[INTERACTION | {"source_row": n + 1} for n in range(rows)])
    raw.audit()
    expected = f"landed count {rows} against accepted count 1 (delivery first)"
    assert expected in raw.said()["reason"]


def test_rows_of_no_delivery_hold_the_load(raw):
    raw.land(deliveries=[])
    raw.audit()
    assert "landed count 1 against accepted count 0" in raw.said()["reason"]


def test_deliveries_count_each_on_its_own(raw):
    raw.land(
        interactions=[INTERACTION, INTERACTION | {"delivery_id": "second"}],
        deliveries=[
            DELIVERY | {"accepted_count": 2},
            DELIVERY | {"delivery_id": "second", "accepted_count": 0},
        ],
    )
    raw.audit()
    assert raw.said()["status"] == "held"


def wrong_shapes():
    schema = RAW_TABLES["interactions"]
    good = pa.Table.from_pylist([INTERACTION], schema=schema)
    place = schema.get_field_index("started_at")
    local = good["started_at"].cast(pa.timestamp("us"))
    return {
        "column language is missing": good.drop_columns(["language"]),
        "column clear_name is not in the contract": good.append_column(
            "clear_name", pa.array(["x"])
        ),
        "column started_at is timestamp[us], not timestamp[us, tz=UTC]": (
            good.set_column(place, "started_at", local)
        ),
        "in another order": good.select(good.column_names[::-1]),
    }


@pytest.mark.parametrize("reason", wrong_shapes())
def test_another_shape_than_the_contract_holds_the_load(raw, reason):
    raw.land(interactions=wrong_shapes()[reason])
    raw.audit()
    assert reason in raw.said()["reason"]


def test_a_table_that_the_contract_lacks_holds_the_load(raw):
    raw.land(notes=pa.table({"text": ["x"]}))
    raw.audit()
    found = raw.said()["faults"]["files.known_table"]
    assert found.endswith("found crm/notes/1.5.abc.parquet")


@pytest.mark.parametrize("damage", ["cut short", "no Parquet", "pages overwritten"])
def test_an_unreadable_file_holds_the_load(raw, damage):
    raw.land()
    path = raw.raw / "crm" / "interactions" / "1.5.abc.parquet"
    content = path.read_bytes()
    path.write_bytes(
        {
            "cut short": content[: len(content) // 2],
            "no Parquet": b"<html>not found</html>",
            "pages overwritten": content[:4] + b"\xff" * 400 + content[404:],
        }[damage]
    )
    raw.audit()
    said = raw.said()
    assert said["status"] == "held"
    line = said["faults"]["files.readable"]
    assert "found crm/interactions/1.5.abc.parquet: " in line


def test_a_held_load_is_released_with_a_reason(raw, capsys):
    raw.land(interactions=[])
    raw.audit()
    assert raw.audit("--accept", "1.5", "--reason", "seen with the outsourcer") == 0
    said = raw.said()
    assert said["status"] == "accepted"
    assert said["reason"] == "seen with the outsourcer"
    assert "landed count 0 against accepted count 1" in said["held_because"]
    assert "crm: load 1.5 accepted: seen with" in capsys.readouterr().out


def test_only_a_held_load_can_be_released(raw, capsys):
    raw.land()
    raw.land("2.5", interactions=[])
    raw.audit()
    assert raw.audit("--accept", "1.5", "--reason", "x") == 2
    error = capsys.readouterr().err
    assert error == "error: load 1.5 is not held; held loads: crm__2.5\n"


def test_a_load_of_two_sources_is_released_by_its_full_name(raw, capsys):
    raw.land(interactions=[])
    raw.land(source="ok", **other_source("ok") | {"interactions": []})
    raw.audit()
    assert raw.audit("--accept", "1.5", "--reason", "x") == 2
    assert "is ambiguous; held loads: crm__1.5, ok__1.5" in capsys.readouterr().err
    assert raw.audit("--accept", "ok__1.5", "--reason", "x") == 0
    assert raw.said("1.5")["status"] == "held"


def test_a_release_needs_a_reason(raw, capsys):
    with pytest.raises(SystemExit) as stopped:
        raw.audit("--accept", "1.5", "--reason", " ")
    assert stopped.value.code == 2
    assert "--reason" in capsys.readouterr().err


def test_without_any_load_there_is_nothing_to_say(raw, capsys):
    assert raw.audit() == 0
    assert capsys.readouterr() == ("", "")
