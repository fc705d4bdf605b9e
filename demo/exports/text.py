"""Numbers to text as tools write it, by whole columns."""

import datetime as dt
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demo.world.clock import DAY

FIRST_DAY = dt.date(2010, 1, 1)
DAYS = 12_000
EPOCH = dt.date(1970, 1, 1)

PHONE_SHAPES = 6
PHONE_SHAPE_WEIGHTS = np.array([0.50, 0.20, 0.12, 0.14, 0.03, 0.01])


def pick(words: tuple, index: np.ndarray) -> pa.Array:
    """Return the words at positions, null where a position is negative."""
    index = np.asarray(index, np.int32)
    return pa.array(words, pa.string()).take(pa.array(index, mask=index < 0))


def texts(numbers: np.ndarray, width: int = 0) -> pa.Array:
    """Return whole numbers as text, with zeros in front up to `width`."""
    text = pa.array(np.asarray(numbers, np.int64)).cast(pa.string())
    return pc.utf8_lpad(text, width, "0") if width else text


def glue(*parts: pa.Array | str) -> pa.Array:
    """Return parts joined to one text per row, null where one of them is."""
    return pc.binary_join_element_wise(*parts, "")


def only_where(mask: np.ndarray, values: pa.Array, other: str | None = None):
    """Return values where a mask holds, `other` (default: null) elsewhere."""
    return pc.if_else(pa.array(mask), values, pa.scalar(other, pa.string()))


def dates(local: np.ndarray, form: str) -> pa.Array:
    """Return the days of wall-clock seconds, as strftime words say."""
    first = (FIRST_DAY - EPOCH).days
    return _days(form).take(pa.array(local // DAY - first))


def times(local: np.ndarray) -> pa.Array:
    """Return the time of day of wall-clock seconds as hh:mm:ss."""
    return _seconds_of_day().take(pa.array(local % DAY))


def utc(seconds: np.ndarray, mask: np.ndarray | None = None) -> pa.Array:
    """Return UTC seconds as times, null where a mask holds."""
    values = pa.array(np.asarray(seconds, np.int64), mask=mask)
    return values.cast(pa.timestamp("s", tz="UTC"))


def minutes_and_seconds(seconds: np.ndarray) -> pa.Array:
    """Return durations as mm:ss, the minutes beyond 59 if need be."""
    seconds = np.asarray(seconds, np.int64)
    return glue(texts(seconds // 60, 2), ":", texts(seconds % 60, 2))


def with_comma(hundredths: np.ndarray) -> pa.Array:
    """Return hundredths as a number with decimal comma."""
    hundredths = np.asarray(hundredths, np.int64)
    return glue(texts(hundredths // 100), ",", texts(hundredths % 100, 2))


def offsets(seconds: np.ndarray) -> pa.Array:
    """Return offsets from UTC in whole hours as +hh:00."""
    return glue("+", texts(seconds // 3600, 2), ":00")


def phones(national: np.ndarray, shape: np.ndarray) -> pa.Array:
    """Return nine-digit numbers as people and spreadsheets write them.

    The last two of PHONE_SHAPES are a spreadsheet's: the 0 lost, and the digits.
    """
    digits = texts(national)
    first = pc.utf8_slice_codeunits(digits, 0, 1)
    pairs = [pc.utf8_slice_codeunits(digits, n, n + 2) for n in (1, 3, 5, 7)]
    spaced = pc.binary_join_element_wise(first, *pairs, " ")
    damaged = glue(first, ",", pc.utf8_slice_codeunits(digits, 1, 6), "E+08")
    return pc.choose(
        pa.array(shape),
        glue("0", digits),
        glue("0", spaced),
        glue("0033", digits),
        glue("+33 ", spaced),
        digits,
        damaged,
    )


@lru_cache
def _days(form: str) -> pa.Array:
    days = (FIRST_DAY + dt.timedelta(days=n) for n in range(DAYS))
    return pa.array([day.strftime(form) for day in days])


@lru_cache
def _seconds_of_day() -> pa.Array:
    return pa.array(
        [f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}" for s in range(DAY)]
    )
