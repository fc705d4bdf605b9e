"""Local times become UTC; instants below are worked out by hand."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

from ingestion.connectors.files.times import parse_times
from ingestion.connectors.files.zones import to_utc


def read(text: str, format: str | None = None, native: str | None = None):
    wall, offset, valid = parse_times(pa.array([text, None]), format, native)
    assert not valid[1]
    if not valid[0]:
        return None
    moment = dt.datetime(1970, 1, 1) + dt.timedelta(seconds=int(wall[0]))
    shift = None if offset[0] == np.iinfo(np.int64).min else int(offset[0])
    return moment.isoformat(), shift


@pytest.mark.parametrize(
    ("text", "format", "expected"),
    [
        ("24/10/2026 23:50:00", "%d/%m/%Y %H:%M:%S", "2026-10-24T23:50:00"),
        ("24/10/26 23:50", "%d/%m/%y %H:%M", "2026-10-24T23:50:00"),
        ("1/2/2026 9:05", "%d/%m/%Y %H:%M", "2026-02-01T09:05:00"),
        ("20260229", "%Y%m%d", None),
        ("20240229", "%Y%m%d", "2024-02-29T00:00:00"),
        ("31/02/2026", "%d/%m/%Y", None),
        ("05/26/2026", "%d/%m/%Y", None),
        ("24/10/2026 24:00:00", "%d/%m/%Y %H:%M:%S", None),
        ("24-10-2026 23:50:00", "%d/%m/%Y %H:%M:%S", None),
        ("12:30:00.5 03/04/2026", "%H:%M:%S.%f %d/%m/%Y", "2026-04-03T12:30:00"),
        ("2026-10-24 23:50:00", "%d/%m/%Y %H:%M:%S", None),
    ],
)
def test_a_declared_format_reads_its_times_and_no_other(text, format, expected):
    found = read(text, format)
    assert (found and found[0]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-10-25", ("2026-10-25T00:00:00", None)),
        ("2026-10-25T10:30", ("2026-10-25T10:30:00", None)),
        ("2026-10-25 10:30:15", ("2026-10-25T10:30:15", None)),
        ("2026-10-25 10:30:15.999", ("2026-10-25T10:30:15", None)),
        ("2026-10-25T10:30:15Z", ("2026-10-25T10:30:15", 0)),
        ("2026-10-25T10:30:15.123456+02:00", ("2026-10-25T10:30:15", 7200)),
        ("2026-10-25T10:30:15-0330", ("2026-10-25T10:30:15", -12600)),
        ("2026-10-25T10:30+01:00", ("2026-10-25T10:30:00", 3600)),
        ("2026-10-25x10:30:15", None),
        ("2026-13-25 10:30:15", None),
        ("2026-10-25 10:30:15 bis", None),
        ("25/10/2026 10:30", None),
        ("46320.4375", None),
    ],
)
def test_without_a_format_only_iso_8601_is_read(text, expected):
    assert read(text) == expected


def test_an_explicit_offset_in_a_declared_format_is_honoured():
    assert read("25/10/2026 10:00 +0200", "%d/%m/%Y %H:%M %z") == (
        "2026-10-25T10:00:00",
        7200,
    )


def test_excel_day_numbers_are_read_in_both_date_systems():
    # 46320 days after 1899-12-30 is 2026-10-25; the 1904 system is 1462 days later.
    assert read("46320.4375", None, "1900") == ("2026-10-25T10:30:00", None)
    assert read("44858.4375", None, "1904") == ("2026-10-25T10:30:00", None)
    assert read("46320 0.4375", "%d/%m/%Y", "1900") == ("2026-10-25T10:30:00", None)


def utc(times: list[str], zone: str = "Europe/Paris", **limits):
    wall, offset, valid = parse_times(pa.array(times), None)
    found, twice, missing = to_utc(zone, wall, offset, valid, **limits)
    texts = [dt.datetime.fromtimestamp(int(one), dt.UTC) for one in found]
    return [f"{one:%d %H:%M}" for one in texts], twice.tolist(), missing.tolist()


def test_a_time_that_exists_twice_takes_the_first():
    # Paris leaves summer time on 25 October 2026 at 03:00 +02:00 = 01:00 UTC.
    found, twice, _ = utc(["2026-10-25 01:59", "2026-10-25 02:30", "2026-10-25 03:00"])
    assert found == ["24 23:59", "25 00:30", "25 02:00"]
    assert twice == [False, True, False]


def test_it_takes_the_second_where_the_first_would_precede_the_row_before():
    found, twice, _ = utc(["2026-10-25 02:50", "2026-10-25 02:10", "2026-10-25 02:20"])
    assert found == ["25 00:50", "25 01:10", "25 01:20"]
    assert twice == [True, True, True]
    assert utc(["2026-10-25 02:10"], previous=1_792_889_400)[0] == ["25 01:10"]


def test_equal_to_the_row_before_still_takes_the_first():
    assert utc(["2026-10-25 02:30", "2026-10-25 02:30"])[0] == ["25 00:30"] * 2


def test_a_row_before_that_is_much_later_says_nothing_about_the_order():
    assert utc(["2026-10-25 09:00", "2026-10-25 02:30"])[0][1] == "25 00:30"


def test_an_end_takes_the_reading_that_does_not_precede_its_start():
    start = np.array([1_792_889_400])  # 25 October 2026, 00:50 UTC
    assert utc(["2026-10-25 02:10"], not_before=start)[0] == ["25 01:10"]


def test_a_time_that_does_not_exist_moves_on_by_the_hour():
    # Paris enters summer time on 29 March 2026: 02:00 +01:00 becomes 03:00 +02:00.
    found, _, missing = utc(
        ["2026-03-29 01:59", "2026-03-29 02:00", "2026-03-29 02:30", "2026-03-29 03:00"]
    )
    assert found == ["29 00:59", "29 01:00", "29 01:30", "29 01:00"]
    assert missing == [False, True, True, False]


def test_zones_without_and_with_other_rules():
    assert utc(["2026-07-01 00:30"], "UTC")[0] == ["01 00:30"]
    assert utc(["2026-07-01 00:30"], "Asia/Kolkata")[0] == ["30 19:00"]
    assert utc(["2026-11-01 01:30"], "America/New_York")[0] == ["01 05:30"]
