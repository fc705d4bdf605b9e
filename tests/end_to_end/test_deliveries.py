"""The same rows give the same marts, however they are delivered."""

import datetime as dt
import random

import pytest

from tests.support.commands import build_marts
from tests.support.marts import rows_of_marts

HEADER = "id;account;phone;start;end;outcome;reason;call"
SOURCES = """
company: Test
sources:
  calls:
    connector: files
    path: drops/*.csv
    timestamp_format: "%d/%m/%Y %H:%M:%S"
    threads: contact
    columns:
      source_interaction_id: id
      customer_account: account
      customer_phone: phone
      started_at: start
      ended_at: end
      outcome: outcome
      source_reason_code: reason
      thread_id: call
    constants: {channel: phone, direction: inbound}
"""


def some_rows():
    """300 calls of 80 customers, each with an id and a time of its own."""
    rng = random.Random(5)
    rows, start = [], dt.datetime(2025, 3, 3, 8)
    for number in range(300):
        start += dt.timedelta(seconds=rng.choice([61, 600, 3600, 20000]) + number)
        end = start + dt.timedelta(seconds=rng.randrange(5, 900))
        customer = rng.randrange(80)
        rows.append(
            ";".join(
                [
                    f"C{number:04}",
                    f"A{customer}" if rng.random() < 0.6 else "",
                    f"01990012{customer:02}" if rng.random() < 0.8 else "",
                    start.strftime("%d/%m/%Y %H:%M:%S"),
                    end.strftime("%d/%m/%Y %H:%M:%S"),
                    rng.choice(["handled", "handled", "transferred", "abandoned"]),
                    rng.choice(["bill", "move", ""]),
                    f"T{number // 2}" if rng.random() < 0.3 else "",
                ]
            )
        )
    return rows


def marts_of(folder, deliveries):
    """Build deliveries (name: rows) and return every mart, order and loads aside."""
    drops = folder / "workspace" / "drops"
    drops.mkdir(parents=True)
    (folder / "workspace" / "sources.yml").write_text(SOURCES)
    for name, rows in deliveries.items():
        (drops / name).write_text("\n".join([HEADER, *rows]) + "\n")
    built = build_marts(folder / "workspace", folder / "data")
    return rows_of_marts(built)


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    return marts_of(tmp_path_factory.mktemp("once"), {"a.csv": some_rows()})


def test_the_rows_make_tickets_with_reiterations(once):
    assert len(once["interactions"]) == 300
    assert 20 < len(once["tickets"]) < 300


def test_shuffled_rows_give_the_same_marts(once, tmp_path):
    rows = some_rows()
    random.Random(1).shuffle(rows)
    assert marts_of(tmp_path, {"a.csv": rows}) == once


def test_a_doubled_delivery_gives_the_same_marts(once, tmp_path):
    rows = some_rows()
    assert marts_of(tmp_path, {"a.csv": rows, "again.csv": rows}) == once


def test_a_delivery_cut_in_two_gives_the_same_marts(once, tmp_path):
    rows = some_rows()
    assert marts_of(tmp_path, {"a.csv": rows[:130], "b.csv": rows[130:]}) == once


def test_a_delivery_that_overlaps_another_adds_only_what_is_new(once, tmp_path):
    rows = some_rows()
    found = marts_of(tmp_path, {"a.csv": rows[:200], "b.csv": rows[100:]})
    # The sources mart counts the rows delivered, and these were 400.
    delivered, expected = found.pop("sources"), dict(once)
    expected.pop("sources")
    assert found == expected
    assert 400 in delivered[0]
