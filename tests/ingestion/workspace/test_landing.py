import datetime as dt
import hashlib
import hmac

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingestion.contract import RAW_TABLES
from ingestion.errors import IngestionError
from ingestion.workspace.definitions import shipped_definitions
from ingestion.workspace.landing import NUMBERED, land_workspace
from ingestion.workspace.override_landing import OVERRIDES
from ingestion.workspace.reader import read_workspace
from ingestion.workspace.tables import TABLES
from tests.ingestion.workspace.samples import SOURCES

KEY = b"a key of the test, long"
DELIVERY = (
    "    delivery: {cadence: monthly, complete_from: 2025-03-30, "
    "active_until: 2025-10-26}\n    visit_gap_minutes: 30\n"
)


@pytest.fixture
def land(write, tmp_path):
    """Land a workspace and return a reader of what has landed."""

    def land(sources=SOURCES, environ=None, **files):
        content = read_workspace(write(sources, **files))
        data_dir = tmp_path / "data"
        land_workspace(content, data_dir, KEY, environ or {})
        return lambda name: pq.read_table(
            data_dir / "raw" / "_workspace" / f"{name}.parquet"
        )

    return land


def utc(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def test_settings_are_one_row_with_the_defaults(land):
    assert land()("settings").to_pylist() == [
        {
            "company": "Test",
            "country": "FR",
            "timezone": "Europe/Paris",
            "currency": "EUR",
            "customer_unit": "person",
            "publish_agents": False,
            "reiteration_window_days": 7,
            "expected_contacts": 1,
            "min_abandon_seconds": 5,
            "max_group_size": 50,
            "max_daily_contacts": 20,
            "has_contact_reasons": False,
            "has_contact_reason_mappings": False,
        }
    ]


def test_a_file_with_lines_is_said_to_be_there_and_one_without_is_not(land):
    mapping = "source_name,source_reason_code,contact_reason_id\n"
    read = land(
        contact_reasons="contact_reason_id\nbilling\n", contact_reason_mappings=mapping
    )
    settings = read("settings").to_pylist()[0]
    assert settings["has_contact_reasons"] is True
    assert settings["has_contact_reason_mappings"] is False


def test_sources_carry_their_bounds_in_utc(land):
    read = land(SOURCES + DELIVERY, {"ACCEPT_LATE": " calls ,"})
    assert read("sources").to_pylist() == [
        {
            "source_name": "calls",
            "connector": "files",
            "entity": "interactions",
            "threads": "none",
            "visit_gap_seconds": 1800,
            "cadence": "monthly",
            "cadence_seconds": 31 * 86400,
            "complete_from_at": utc("2025-03-29T23:00"),
            "active_until_at": utc("2025-10-26T23:00"),
            "is_late_accepted": True,
            "account_space": "calls",
            "max_rejected_share": 0.05,
            "predicted_reason_threshold": 0.8,
        }
    ]


@pytest.mark.parametrize(
    ("cadence", "seconds"),
    [("continuous", 86400), ("daily", 86400), ("weekly", 604800), ("monthly", 2678400)],
)
def test_a_cadence_is_a_number_of_seconds(land, cadence, seconds):
    source = land(SOURCES + f"    delivery: {{cadence: {cadence}}}\n")("sources")
    row = source.to_pylist()[0]
    assert row["cadence_seconds"] == seconds
    assert row["complete_from_at"] is None
    assert row["active_until_at"] is None
    assert row["is_late_accepted"] is False


def test_accepting_an_unknown_source_as_late_is_refused(land):
    with pytest.raises(IngestionError) as caught:
        land(environ={"ACCEPT_LATE": "call"})
    assert str(caught.value) == (
        "ACCEPT_LATE names `call`, which is no source of sources.yml; did you mean "
        "`calls`?"
    )


def test_ignored_identifiers_land_normalised_and_hashed_only(land, tmp_path):
    ignored = (
        "identifier_type,identifier,account_space,note\n"
        "phone,06 12 34 56 78,,switchboard\n"
        "phone,+33612345678,,the same\n"
        "email, Info@Example.FR ,,\n"
        "account,0042,calls,\n"
    )
    found = land(ignored_identifiers=ignored)("ignored_identifiers").to_pylist()

    def keyed(message):
        return hmac.new(KEY, message.encode(), hashlib.sha256).hexdigest()[:32]

    assert found == [
        {
            "identifier_type": "phone",
            "identifier_key": keyed("phone\x1f\x1f+33612345678"),
            "note": "switchboard",
        },
        {
            "identifier_type": "email",
            "identifier_key": keyed("email\x1f\x1finfo@example.fr"),
            "note": None,
        },
        {
            "identifier_type": "account",
            "identifier_key": keyed("account\x1fcalls\x1f0042"),
            "note": None,
        },
    ]
    for file in (tmp_path / "data").rglob("*.parquet"):
        content = file.read_bytes()
        for clear in (b"612345678", b"12 34 56", b"xample.fr", b"xample.FR", b"0042"):
            assert clear not in content, file


def test_interactions_of_overrides_land_hashed_as_those_of_their_source(land, tmp_path):
    read = land(
        reason_overrides="interaction_id,contact_reason_id,note\n"
        "calls:AB 42,billing,Mrs Smith said so\n\n"
        f"calls:{'0' * 32},billing,\n",
        ticket_overrides="action,interaction_id,other_interaction_id\n"
        "join,calls:AB 42,calls:43:1\n",
    )

    def hashed(text):
        said = f"interaction\x1fcalls\x1f{text}".encode()
        return "calls:" + hmac.new(KEY, said, hashlib.sha256).hexdigest()[:32]

    first, second = read("reason_overrides").to_pylist()
    assert (first["line_number"], second["line_number"]) == (2, 4)
    assert first["interaction_id"] == hashed("AB 42")
    assert first["published_interaction_id"] is None
    # 32 hex digits may be the source's id or the mart's.
    assert second["interaction_id"] == hashed("0" * 32)
    assert second["published_interaction_id"] == "calls:" + "0" * 32
    (joined,) = read("ticket_overrides").to_pylist()
    assert joined["interaction_id"] == hashed("AB 42")
    assert joined["other_interaction_id"] == hashed("43:1")
    for file in (tmp_path / "data").rglob("*.parquet"):
        for clear in (b"AB 42", b"43:1", b"Smith"):
            assert clear not in file.read_bytes(), file


def test_interactions_of_overrides_stay_plain_where_their_source_s_do(land):
    read = land(
        SOURCES + "    ids: plain\n",
        reason_overrides="interaction_id,contact_reason_id\ncalls:42,billing\n",
    )
    (line,) = read("reason_overrides").to_pylist()
    assert line["interaction_id"] == "calls:42"


def test_lines_of_costs_land_with_their_place_in_the_file(land):
    read = land(cost_rates="team_name,amount_per_hour\nDesk,30\n\n,20\n")
    lines = read("cost_rates").to_pylist()
    assert [(line["line_number"], line["team_name"]) for line in lines] == [
        (2, "Desk"),
        (4, None),
    ]


def test_every_table_lands_and_absent_files_land_empty(land, tmp_path):
    read = land()
    landed = {file.stem for file in (tmp_path / "data/raw/_workspace").iterdir()}
    of_time = {"calendar", "clock_offsets", "week_minutes", "hours_segments"}
    assert landed == set(TABLES) | {"settings", "sources"} | of_time
    shipped = read("definitions").to_pylist()
    assert len(shipped) == len(shipped_definitions())
    assert all(line["is_shipped"] for line in shipped)
    for name, table in TABLES.items():
        if name == "definitions":
            continue
        assert read(name).num_rows == 0
        if name in OVERRIDES:
            assert read(name).schema == OVERRIDES[name]
        elif name in NUMBERED:
            line_number = pa.field("line_number", pa.int64())
            assert read(name).schema == table.schema.append(line_number)
        elif name != "ignored_identifiers":
            assert read(name).schema == table.schema
    assert read("ignored_identifiers").schema.names == [
        "identifier_type",
        "identifier_key",
        "note",
    ]
    assert read("calendar").schema == pa.schema(
        [
            ("local_date", pa.date32()),
            ("utc_date", pa.date32()),
            ("starts_at", pa.timestamp("us", tz="UTC")),
            ("ends_at", pa.timestamp("us", tz="UTC")),
        ]
    )


def test_every_raw_table_has_an_empty_file_of_its_schema(land, tmp_path):
    land()
    folder = tmp_path / "data" / "raw" / "_empty"
    assert {file.stem for file in folder.iterdir()} == set(RAW_TABLES)
    for name, schema in RAW_TABLES.items():
        table = pq.read_table(folder / f"{name}.parquet")
        assert (table.num_rows, table.schema) == (0, schema)


def test_landing_again_gives_the_same_bytes_and_leaves_nothing_else(land, tmp_path):
    def files():
        return {
            file: file.read_bytes()
            for file in (tmp_path / "data").rglob("*")
            if file.is_file()
        }

    reasons = "contact_reason_id\nbilling\nmoving\n"
    land(SOURCES + DELIVERY, contact_reasons=reasons)
    first = files()
    land(SOURCES + DELIVERY, contact_reasons=reasons)
    assert files() == first
    assert {file.suffix for file in first} == {".parquet"}


def test_a_refused_workspace_leaves_what_had_landed(land, tmp_path):
    read = land(contact_reasons="contact_reason_id\nbilling\n")
    with pytest.raises(IngestionError):
        land(contact_reasons="contact_reason_id\nbilling\nbilling\n")
    assert read("contact_reasons")["contact_reason_id"].to_pylist() == ["billing"]
