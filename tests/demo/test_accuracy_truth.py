"""The published rows beside the answer key, on a few rows made by hand."""

import datetime as dt
import os
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from demo.accuracy.deliveries import delivery_shares
from demo.accuracy.pairs import NONE
from demo.accuracy.pipeline import IDENTITY_KEY, Run
from demo.accuracy.reasons import rates_by_reason
from demo.accuracy.truth import joined, same_customer, same_ticket
from demo.exports.answer_key import FOLDER
from ingestion.identity import keyed_hashes

UTC = dt.UTC
KEY_LINES = [  # id, person, problem
    ("A1", 1, 10),
    ("A2", 1, 10),
    ("A3", 1, 11),
    ("A4", 2, 12),
    ("A5", 2, None),  # a page looked at
    ("A6", 2, 12),
]
PUBLISHED = [  # id, customer, ticket: A5 in no ticket, A6 nobody's, A7 was rejected
    ("A1", "x", "s"),
    ("A2", "x", "t"),
    ("A3", "x", "t"),
    ("A4", "x", "u"),
    ("A5", "y", None),
    ("A6", None, None),
]


def made_run(folder: Path, published: list[tuple]) -> Run:
    """Return a run whose key and warehouse hold just these rows."""
    run = Run(folder / "drops", folder)
    (run.drops / FOLDER).mkdir(parents=True)
    lines = [*KEY_LINES, ("A7", 3, 13)]
    table = pa.table(
        {
            "source_name": ["calls"] * len(lines),
            "source_interaction_id": [line[0] for line in lines],
            "person": pa.array([line[1] for line in lines], pa.int32()),
            "problem": pa.array([line[2] for line in lines], pa.int32()),
        }
    )
    pq.write_table(table, run.drops / FOLDER / "interactions_calls.parquet")
    ids = keyed_hashes(
        IDENTITY_KEY.encode(),
        "interaction",
        "calls",
        pa.array([row[0] for row in published]),
    ).to_pylist()
    with duckdb.connect(str(run.warehouse)) as warehouse:
        warehouse.execute("create schema marts")
        warehouse.execute("""
            create table marts.interactions (
                source_name varchar, source_interaction_id varchar,
                customer_id varchar, ticket_id varchar
            )
        """)
        warehouse.executemany(
            "insert into marts.interactions values ('calls', ?, ?, ?)",
            [(id, *row[1:]) for id, row in zip(ids, published, strict=True)],
        )
    return run


def test_published_rows_meet_their_lines_of_the_key(tmp_path: Path):
    found = joined(made_run(tmp_path, PUBLISHED))
    assert sorted(found.person) == [1, 1, 1, 2, 2, 2]
    assert (found.customer == NONE).sum() == 1
    assert (found.ticket == NONE).sum() == 2
    # Identified: A1 to A4 together, A5 alone. Found pairs 6, true 3 + 1, right 3.
    customer = same_customer(found)
    assert customer["identified"].precision == pytest.approx(3 / 6)
    assert customer["identified"].recall == pytest.approx(3 / 4)
    assert customer["identified"].item_count == 5
    # Of all: the pairs of A6 with A4 and A5 are lost too.
    assert customer["all"].recall == pytest.approx(3 / 6)
    # In tickets: A1, A2, A3, A4. Found: {A2, A3}, wrong; true: {A1, A2}, missed.
    ticket = same_ticket(found)
    assert (ticket.precision, ticket.recall) == (0, 0)
    assert ticket.item_count == 4


def test_a_published_row_without_line_in_the_key_is_an_error(tmp_path: Path):
    run = made_run(tmp_path, [*PUBLISHED, ("A8", "z", None)])
    with pytest.raises(ValueError, match="1 interactions are not in the answer key"):
        joined(run)


def problem(reason: str, start: dt.datetime, again: bool, planted: float) -> dict:
    return {
        "contact_reason_id": reason,
        "started_at": start,
        "first_ended_at": start + dt.timedelta(minutes=5),
        "came_again_within_window": again,
        "planted_probability": planted,
    }


@pytest.fixture
def rated(tmp_path: Path) -> Run:
    """Four eligible problems of one reason with a window of 7 days, three too near."""
    run = made_run(tmp_path, PUBLISHED)
    paris = dt.timezone(dt.timedelta(hours=1))
    # The last that counts ends 7 days before the year does; the first starts 7 after.
    first = dt.datetime(2025, 1, 8, tzinfo=paris)
    last = dt.datetime(2025, 12, 24, 23, 55, tzinfo=paris)
    second = dt.timedelta(seconds=1)
    rows = [
        problem("move", first, True, 0.5),
        problem("move", first + dt.timedelta(days=90), False, 0.25),
        problem("move", first + dt.timedelta(days=91), False, 0.25),
        problem("move", last, False, 0.4),
        problem("move", first - second, True, 1.0),
        problem("move", last + second, True, 1.0),
        problem("move", first - dt.timedelta(days=30), True, 1.0),
    ]
    key = run.drops / FOLDER
    pq.write_table(pa.Table.from_pylist(rows), key / "problems.parquet")
    reasons = pa.table({"contact_reason_id": ["move"], "window_days": [7]})
    pq.write_table(reasons, key / "reasons.parquet")
    return run


def publish(run: Run, lower: float | None) -> None:
    with duckdb.connect(str(run.warehouse)) as warehouse:
        warehouse.execute(
            """
            create table marts.reiteration_rates as
            select
                'once_and_done' as definition_id,
                unnest(['year', 'month', 'year']) as period_grain,
                unnest(['reason', 'reason', 'reason_group']) as slice,
                'move' as slice_value,
                unnest([4, 5, 6]) as eligible_ticket_count,
                2.5e-1 as reiterated_ticket_rate,
                cast($lower as double) as reiterated_ticket_rate_lower_bound,
                6e-1 as reiterated_ticket_rate_upper_bound,
                2e-1 as reiterated_ticket_rate_low,
                3e-1 as reiterated_ticket_rate_high
            """,
            {"lower": lower},
        )


def test_rates_are_over_eligible_problems_and_the_years_tickets(rated: Run):
    publish(rated, lower=0.1)
    (move,) = rates_by_reason(rated)
    assert move.problem_count == 4 and move.ticket_count == 4
    assert move.true_rate == pytest.approx(1 / 4)
    assert move.planted_rate == pytest.approx((0.5 + 0.25 + 0.25 + 0.4) / 4)
    assert (move.lower_bound, move.upper_bound) == (0.1, 0.6)
    assert (move.published_rate, move.low, move.high) == (0.25, 0.2, 0.3)


def test_a_rate_without_bounds_is_an_error(rated: Run):
    publish(rated, lower=None)
    with pytest.raises(ValueError, match="no yearly rate with interval and bounds"):
        rates_by_reason(rated)


def test_late_and_doubled_files_are_counted_by_name_and_time(tmp_path: Path):
    for folder in ("outsourcer_calls", "helpdesk", "chat", "messaging", "selfcare"):
        (tmp_path / folder).mkdir()
    for name, day in (
        ("calls_20250110.csv", 11),
        ("calls_20250111.csv", 14),  # late
        ("calls_20250112.csv", 13),
        ("calls_20250113.csv", 14),
        ("calls_20250112 (1).csv", 15),
        ("calls_20250113_corrige.csv", 20),
    ):
        path = tmp_path / "outsourcer_calls" / name
        path.write_text("x")
        came = dt.datetime(2025, 1, day, 6, tzinfo=UTC).timestamp()
        os.utime(path, (came, came))
    shares = delivery_shares(tmp_path)
    assert shares["late_files"][1] == 1 / 4
    assert shares["doubled_files"][1] == 1 / 4
