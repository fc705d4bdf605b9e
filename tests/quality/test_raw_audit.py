"""A load is accepted only if it keeps to the contract; else it stays invisible."""

import hashlib
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingestion.contract import RAW_TABLES
from quality.__main__ import main
from tests.support.landed import LOADED_AT, utc

INTERACTION = {
    "source_name": "crm",
    "source_interaction_id": "a",
    "channel": "phone",
    "direction": "inbound",
    "outcome": "handled",
    "started_at": utc("2025-03-01T09:00"),
    "is_automatic": False,
    "delivery_id": "first",
    "source_row": 1,
    "loaded_at": LOADED_AT,
}
DELIVERY = {
    "source_name": "crm",
    "entity": "interactions",
    "delivery_id": "first",
    "row_count": 1,
    "accepted_count": 1,
    "loaded_at": LOADED_AT,
}
IDENTIFIER = {
    "source_name": "crm",
    "source_interaction_id": "a",
    "delivery_id": "first",
    "source_row": 1,
    "identifier_type": "phone",
    "identifier_key": "0f" * 16,
    "loaded_at": LOADED_AT,
}


class Raw:
    """The raw folder of a DATA_DIR that a test lands loads in."""

    def __init__(self, data_dir):
        self.data_dir = data_dir
        self.raw = data_dir / "raw"

    def land(self, load="1.5", source="crm", is_complete=True, **tables):
        tables = {
            "interactions": [INTERACTION],
            "identifiers": [IDENTIFIER],
            "deliveries": [DELIVERY],
        } | tables
        for table, rows in tables.items():
            if not isinstance(rows, pa.Table):
                rows = pa.Table.from_pylist(rows, schema=RAW_TABLES[table])
            path = self.raw / source / table / f"{load}.abc.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(rows, path)
        if is_complete:
            path = self.raw / source / "_dlt_loads" / f"ingestion__{load}.jsonl"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps({"load_id": load, "status": 0}) + "\n")

    def audit(self, *arguments: str) -> int:
        return main(["--data-dir", str(self.data_dir), *arguments])

    def said(self, load="1.5", source="crm") -> dict:
        path = self.raw / "_audits" / f"{source}__{load}.json"
        return json.loads(path.read_text())


@pytest.fixture
def raw(tmp_path):
    return Raw(tmp_path)


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
    assert out[0].startswith("crm: load 1.5 held: interactions: 0 rows landed of a ")
    assert "--accept 1.5 --reason" in out[0]


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
    assert f"column {column} is empty in 1 rows" in said["reason"]


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
    assert f"column {column} holds a word that is none of " in said["reason"]
    assert "+33" not in said["reason"]


def test_rows_of_another_source_hold_the_load(raw):
    raw.land(interactions=[INTERACTION | {"source_name": "other"}])
    raw.audit()
    assert "another source than crm" in raw.said()["reason"]


@pytest.mark.parametrize("rows", [0, 2])
def test_other_counts_than_the_delivery_accepted_hold_the_load(raw, rows):
    raw.land(interactions=[INTERACTION] * rows)
    raw.audit()
    expected = f"interactions: {rows} rows landed of a delivery that accepted 1"
    assert expected in raw.said()["reason"]


def test_rows_of_no_delivery_hold_the_load(raw):
    raw.land(deliveries=[])
    raw.audit()
    assert "1 rows landed of a delivery that accepted 0" in raw.said()["reason"]


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
        "column started_at is timestamp[us], expected timestamp[us, tz=UTC]": (
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
    assert "the contract has no table notes" in raw.said()["reason"]


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
    assert "interactions/1.5.abc.parquet: cannot be read" in said["reason"]


def test_a_held_load_is_released_with_a_reason(raw, capsys):
    raw.land(interactions=[])
    raw.audit()
    assert raw.audit("--accept", "1.5", "--reason", "seen with the outsourcer") == 0
    said = raw.said()
    assert said["status"] == "accepted"
    assert said["reason"] == "seen with the outsourcer"
    assert said["held_because"].startswith("interactions: 0 rows landed")
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
