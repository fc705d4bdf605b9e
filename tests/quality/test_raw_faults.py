"""Every expectation of the raw border catches the fault it is there for.

Each has its fault planted here, in a load that is otherwise good, and must be the
one that speaks. The last test fails for an expectation without a planted fault.
"""

import datetime as dt

import pyarrow as pa
import pytest

from ingestion.contract import RAW_TABLES
from quality.checks import CRITICAL
from quality.raw.suite import RAW_CHECKS
from tests.quality.landing import (
    CUSTOMER,
    DELIVERY,
    HOUR,
    IDENTIFIER,
    INTERACTION,
    delivery_of,
)

DAY = dt.timedelta(days=1)
TUESDAY = dt.date(2025, 2, 25)  # no public holiday of France near it
SEVERITY = {check.name: check.severity for check in RAW_CHECKS}


def table_of(*rows, **change):
    rows = pa.Table.from_pylist(list(rows), schema=RAW_TABLES["interactions"])
    for column, kind in change.items():
        place = rows.schema.get_field_index(column)
        rows = rows.set_column(place, column, rows[column].cast(kind))
    return rows


def unreadable(raw):
    raw.land()
    path = raw.raw / "crm" / "interactions" / "1.5.abc.parquet"
    path.write_bytes(b"<html>not found</html>")


def identifiers(count, lost, load):
    """A delivery of as many identifiers, of which some could not be used."""
    kept = [
        IDENTIFIER | {"delivery_id": load, "source_row": n + 1, "source_name": "crm"}
        for n in range(count - lost)
    ]
    delivery = DELIVERY | {"delivery_id": load, "rejected_identifier_count": lost}
    row = INTERACTION | {"delivery_id": load, "source_interaction_id": load}
    return {"interactions": [row], "identifiers": kept, "deliveries": [delivery]}


def lost_identifiers(raw):
    raw.land("1.4", **identifiers(300, 3, "before"))
    raw.land("1.5", **identifiers(40, 21, "now"))


def customers(raw, *sizes):
    """Loads of a customer file, the last of them the one looked at."""
    for place, size in enumerate(sizes):
        name = f"file {place}"
        rows = [
            CUSTOMER | {"delivery_id": name, "source_row": n + 1} for n in range(size)
        ]
        delivery = DELIVERY | {
            "entity": "customers",
            "delivery_id": name,
            "row_count": size,
            "accepted_count": size,
        }
        last = place == len(sizes) - 1
        raw.land(
            "1.5" if last else f"1.{place}",
            interactions=[],
            identifiers=[],
            customers=rows,
            deliveries=[delivery],
        )


def after_weeks(raw, count, usual=100):
    """Eight Tuesdays of the usual count, then one of another."""
    weeks = [{TUESDAY - week * 7 * DAY: usual} for week in range(8, 0, -1)]
    raw.land_days("1.4", *weeks)
    raw.land_days("1.5", {TUESDAY: count})


def rows_until(newest, last, load="1.5"):
    """Return a load whose file says it ends on one day, with rows until another."""
    row = INTERACTION | {"started_at": dt.datetime.combine(newest, dt.time(9), dt.UTC)}
    delivery = delivery_of([row], last, "first")
    return {"interactions": [row], "identifiers": [], "deliveries": [delivery]}


def dated(raw, newest, made):
    """Land a file made on a day, by the date in its name, that claims no end."""
    tables = rows_until(newest, newest)
    (delivery,) = tables["deliveries"]
    delivery["delivered_at"] = dt.datetime.combine(made, dt.time(), dt.UTC)
    raw.land(**tables)


FAULTS = {
    "files.readable": unreadable,
    "files.known_table": lambda raw: raw.land(notes=pa.table({"text": ["x"]})),
    "files.columns": lambda raw: raw.land(
        interactions=table_of(INTERACTION).drop_columns(["language"])
    ),
    "files.types": lambda raw: raw.land(
        interactions=table_of(INTERACTION, support_level=pa.string())
    ),
    "columns.required": lambda raw: raw.land(
        identifiers=[IDENTIFIER | {"identifier_key": None}]
    ),
    "columns.words": lambda raw: raw.land(
        interactions=[INTERACTION | {"channel": "fax"}]
    ),
    "columns.ranges": lambda raw: raw.land(
        interactions=[INTERACTION | {"handling_seconds": -1.0}]
    ),
    "columns.pseudonyms": lambda raw: raw.land(
        identifiers=[IDENTIFIER | {"identifier_key": "jean.dupont@example.com"}]
    ),
    "tables.own_source": lambda raw: raw.land(
        interactions=[INTERACTION | {"source_name": "other"}]
    ),
    "tables.versions": lambda raw: raw.land(
        interactions=[INTERACTION] * 2,
        deliveries=[DELIVERY | {"row_count": 2, "accepted_count": 2}],
    ),
    "deliveries.counts": lambda raw: raw.land(
        deliveries=[DELIVERY | {"row_count": 2, "accepted_count": 2}]
    ),
    "deliveries.accounted": lambda raw: raw.land(
        deliveries=[DELIVERY | {"row_count": 3, "skipped_count": 1}]
    ),
    # 5 % may be rejected, or up to three rows while half of them hold: not 2 of 3.
    "deliveries.rejected_rows": lambda raw: raw.land(
        deliveries=[DELIVERY | {"row_count": 3, "rejected_count": 2}]
    ),
    # 20 of 620 is more than 2.5 % and less than 5 %.
    "deliveries.rejected_rows_noted": lambda raw: raw.land(
        interactions=[INTERACTION | {"source_row": n + 1} for n in range(600)],
        deliveries=[
            DELIVERY | {"row_count": 620, "accepted_count": 600, "rejected_count": 20}
        ],
    ),
    "deliveries.rejected_identifiers": lost_identifiers,
    "deliveries.rejected_identifiers_noted": lambda raw: raw.land(
        **identifiers(40, 5, "now")
    ),
    # A daily file may be nine days behind its name, not ten.
    "deliveries.fresh": lambda raw: raw.land(**rows_until(TUESDAY - 10 * DAY, TUESDAY)),
    "deliveries.fresh_noted": lambda raw: dated(raw, TUESDAY - 5 * DAY, TUESDAY),
    "deliveries.not_ahead": lambda raw: raw.land(
        **rows_until(TUESDAY + 2 * DAY, TUESDAY)
    ),
    "deliveries.size_low": lambda raw: customers(raw, 100, 90, 44),
    "deliveries.size_high": lambda raw: customers(raw, 100, 90, 201),
    "days.not_lost": lambda raw: after_weeks(raw, 24),
    "days.not_flooded": lambda raw: after_weeks(raw, 1001),
    "days.low": lambda raw: after_weeks(raw, 49),
    "days.high": lambda raw: after_weeks(raw, 251),
}
# What cannot be planted without tripping another expectation too.
BESIDE = {
    "deliveries.rejected_identifiers": {"deliveries.rejected_identifiers_noted"},
    "deliveries.fresh": {"deliveries.fresh_noted"},
    "days.not_lost": {"days.low"},
    "days.not_flooded": {"days.high"},
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_caught_by_its_expectation(raw, name):
    FAULTS[name](raw)
    assert raw.audit() == 0
    said = raw.said()
    found = set(said["faults"]) | set(said["notes"])
    assert found == {name} | BESIDE.get(name, set())
    is_critical = SEVERITY[name] == CRITICAL
    assert (name in said["faults"], name in said["notes"]) == (
        is_critical,
        not is_critical,
    )
    assert said["status"] == ("held" if is_critical else "accepted")


NO_FAULTS = {
    "a tenth of the identifiers lost": lambda raw: raw.land(
        **identifiers(40, 4, "now")
    ),
    "many masked numbers, by nature": lambda raw: [
        raw.land("1.4", **identifiers(300, 200, "before")),
        raw.land("1.5", **identifiers(40, 35, "now")),
    ],
    "a file nine days behind its name, noted": lambda raw: raw.land(
        **rows_until(TUESDAY - 9 * DAY, TUESDAY)
    ),
    "customers at half of the smallest": lambda raw: customers(raw, 100, 90, 45),
    "customers at twice the largest": lambda raw: customers(raw, 100, 90, 200),
    "a quarter of the usual day": lambda raw: after_weeks(raw, 25),
    "ten times the usual day": lambda raw: after_weeks(raw, 1000),
    "a day of few calls, which prove nothing": lambda raw: after_weeks(raw, 0, 29),
    "an unchanged file's old rows": lambda raw: raw.land(
        deliveries=[
            DELIVERY
            | {
                "last_started_at": INTERACTION["started_at"],
                "delivered_at": INTERACTION["started_at"] + 1000 * 24 * HOUR,
                "modified_at": INTERACTION["started_at"] + 1000 * 24 * HOUR,
            }
        ]
    ),
}


@pytest.mark.parametrize("name", NO_FAULTS)
def test_what_may_be_holds_no_load(raw, name):
    NO_FAULTS[name](raw)
    raw.audit()
    assert raw.said()["faults"] == {}


def test_a_clean_load_has_nothing_to_say(raw):
    raw.land()
    raw.audit()
    said = raw.said()
    assert (said["faults"], said["notes"]) == ({}, {})


def test_every_expectation_has_a_planted_fault():
    assert set(FAULTS) == set(SEVERITY)
    assert len(SEVERITY) == len(RAW_CHECKS)
