import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from ingestion.workspace.local_days import calendar, clock_offsets


def utc(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def bounds(table, day):
    rows = table.filter(pc.equal(table["local_date"], day)).to_pylist()
    return [(row["starts_at"], row["ends_at"]) for row in rows]


@pytest.fixture(scope="module")
def paris():
    return calendar("Europe/Paris")


# Instants from the rules themselves: Europe changes at 01:00 UTC on the last Sunday
# of March and October; New York at 02:00 local on the second Sunday of March and the
# first of November.
@pytest.mark.parametrize(
    ("timezone", "day", "start", "end"),
    [
        ("Europe/Paris", "2025-03-29", "2025-03-28T23:00", "2025-03-29T23:00"),
        ("Europe/Paris", "2025-03-30", "2025-03-29T23:00", "2025-03-30T22:00"),
        ("Europe/Paris", "2025-03-31", "2025-03-30T22:00", "2025-03-31T22:00"),
        ("Europe/Paris", "2025-10-26", "2025-10-25T22:00", "2025-10-26T23:00"),
        ("Europe/Paris", "2025-10-27", "2025-10-26T23:00", "2025-10-27T23:00"),
        ("Europe/London", "2025-03-30", "2025-03-30T00:00", "2025-03-30T23:00"),
        ("Europe/London", "2025-03-31", "2025-03-30T23:00", "2025-03-31T23:00"),
        ("Europe/London", "2025-10-26", "2025-10-25T23:00", "2025-10-27T00:00"),
        ("America/New_York", "2025-03-09", "2025-03-09T05:00", "2025-03-10T04:00"),
        ("America/New_York", "2025-11-02", "2025-11-02T04:00", "2025-11-03T05:00"),
        # The clock skips midnight, 03:00 UTC being 00:00 and then 01:00.
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00", "2018-11-05T02:00"),
        # Midnight comes twice, at 04:00 and 05:00 UTC; the first begins the day.
        ("America/Havana", "2025-11-02", "2025-11-02T04:00", "2025-11-03T05:00"),
        # Samoa went over the date line: from -10 to +14 hours.
        ("Pacific/Apia", "2011-12-29", "2011-12-29T10:00", "2011-12-30T10:00"),
        ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00", "2011-12-31T10:00"),
    ],
)
def test_a_local_day_lasts_from_midnight_to_midnight(timezone, day, start, end):
    pieces = bounds(calendar(timezone), dt.date.fromisoformat(day))
    assert (pieces[0][0], pieces[-1][1]) == (utc(start), utc(end))


def test_a_day_that_never_was_has_no_row():
    assert bounds(calendar("Pacific/Apia"), dt.date(2011, 12, 30)) == []


def test_days_are_cut_at_utc_midnights(paris):
    assert bounds(paris, dt.date(2025, 3, 30)) == [
        (utc("2025-03-29T23:00"), utc("2025-03-30T00:00")),
        (utc("2025-03-30T00:00"), utc("2025-03-30T22:00")),
    ]


@pytest.mark.parametrize("timezone", ["Europe/Paris", "America/St_Johns", "UTC"])
def test_every_instant_has_exactly_one_row(timezone):
    table = calendar(timezone)
    starts, ends = table["starts_at"], table["ends_at"]
    assert starts.slice(1).equals(ends.slice(0, len(ends) - 1))
    assert pc.all(pc.less(starts, ends)).as_py()
    midnight = table["utc_date"].cast(pa.timestamp("us")).cast(starts.type)
    next_midnight = pc.add(midnight, dt.timedelta(days=1))
    assert pc.all(pc.less_equal(midnight, starts)).as_py()
    assert pc.all(pc.less_equal(ends, next_midnight)).as_py()


def test_it_goes_from_1990_to_2060(paris):
    days = paris["local_date"].to_pylist()
    assert (days[0], days[-1]) == (dt.date(1990, 1, 1), dt.date(2060, 12, 31))
    assert len(set(days)) == 25_933  # 71 years of 365 days, and 18 leap days


@pytest.mark.parametrize("timezone", ["Europe/Paris", "Asia/Kolkata", "America/Lima"])
def test_every_moment_has_the_clocks_own_offset(timezone):
    rows = clock_offsets(timezone).to_pylist()
    zone = ZoneInfo(timezone)
    assert all(a["ends_at"] == b["starts_at"] for a, b in pairwise(rows))
    for row in rows[::97] + [a for a, b in pairwise(rows) if differ(a, b)]:
        last = row["ends_at"] - dt.timedelta(seconds=1)
        for moment in (row["starts_at"], last):
            offset = moment.astimezone(zone).utcoffset().total_seconds()
            assert row["offset_seconds"] == offset
            assert row["utc_date"] == moment.astimezone(dt.UTC).date()


def differ(one, other):
    return one["offset_seconds"] != other["offset_seconds"]
