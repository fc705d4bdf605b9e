import math

import pyarrow as pa
import pytest

from ingestion.connectors.files.numbers import (
    clock_seconds,
    detect_decimal,
    number,
    parse_durations,
)

AMBIGUOUS = "ambiguous"


def shown(value):
    return AMBIGUOUS if value is not None and math.isnan(value) else value


@pytest.mark.parametrize(
    ("text", "decimal", "expected"),
    [
        ("12", None, 12),
        ("12,5", None, 12.5),
        ("12.5", None, 12.5),
        ("0,125", None, 0.125),
        ("1,234", None, AMBIGUOUS),
        ("1.234", None, AMBIGUOUS),
        ("1,234", ",", 1.234),
        ("1,234", ".", 1234),
        ("1.234,5", None, 1234.5),
        ("1 234,5", ",", 1234.5),
        ("1\u202f234", ",", 1234),
        ("1.234.567", None, 1234567),
        ("12.5", ",", None),
        ("12,5", ".", None),
        ("1,2,3", None, None),
        ("-3", None, -3),
        ("abc", None, None),
        ("nan", None, None),
        ("inf", None, None),
        ("1e400", None, None),
    ],
)
def test_numbers_as_people_write_them(text, decimal, expected):
    assert shown(number(text, decimal)) == expected


def test_numbers_of_typed_cells_have_a_point_whatever_was_declared():
    assert number("12.5", ",", native=True) == 12.5


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["12", "12,5"], ","),
        (["12.50"], "."),
        (["1.234,5"], ","),
        (["1,234"], None),
        (["12,5", "12.5"], None),
        (["12"], None),
    ],
)
def test_the_decimal_separator_is_found_only_where_proven(texts, expected):
    assert detect_decimal([pa.array(texts)]) == expected


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("00:12:30", "hh:mm:ss", 750),
        ("26:10:00", "hh:mm:ss", 94200),
        ("12:30", "mm:ss", 750),
        ("75:00", "mm:ss", 4500),
        ("1:02:03", "mm:ss", 3723),
        ("12:30", "hh:mm:ss", None),
        ("00:61:00", "hh:mm:ss", None),
        ("00:00:60", "hh:mm:ss", None),
    ],
)
def test_clock_readings(text, unit, expected):
    assert clock_seconds(text, unit) == expected


def test_units_scale_and_excel_writes_a_fraction_of_a_day():
    def seconds(text, unit, native=False):
        values, bad, _ = parse_durations(pa.array([text]), unit, None, native)
        return None if bad[0] else values[0]

    assert seconds("12,5", "minutes") == 750
    assert seconds("2", "hours") == 7200
    assert seconds("0.00625", "hh:mm:ss", native=True) == 540
    assert seconds("0.00625", "hh:mm:ss") is None
    assert seconds("00:09:00", "seconds", native=True) == 540
    assert seconds("00:09:00", "seconds") is None
