"""Numbers and durations, as people and spreadsheets write them."""

import re
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

MAX_EXACT = 1e15  # a float keeps fifteen digits
_BLANKS = " \u00a0\u202f'’"
_GROUPED = re.compile(rf"[+-]?\d{{1,3}}(?:[{_BLANKS}]\d{{3}})+(?:[.,]\d+)?$")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?$")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}$")
_MILLIONS = re.compile(r"[+-]?\d{1,3}(?:(?:,\d{3}){2,}|(?:\.\d{3}){2,})$")
# What only a decimal can be: 12,5  12,50  12,5678  0,125  1234,567  1.234,5
_EVIDENCE = (
    r"^[+-]?(?:[0-9]*D[0-9]{1,2}|[0-9]*D[0-9]{4,}|0+D[0-9]+"
    r"|[0-9]{4,}D[0-9]+|[0-9]{1,3}(?:O[0-9]{3})+D[0-9]+)$"
)
_CLOCK = re.compile(r"(?:(\d+):)?(\d+):(\d{1,2}(?:\.\d+)?)$")
_SCALE = {"seconds": 1, "minutes": 60, "hours": 3600}


def detect_decimal(columns: list[pa.Array]) -> str | None:
    """Return the decimal separator that texts prove, None where none is sure."""
    proven = []
    for decimal, other in ((",", r"\."), (r"\.", ",")):
        pattern = _EVIDENCE.replace("D", decimal).replace("O", other)
        matches = (pc.match_substring_regex(column, pattern) for column in columns)
        if any(pc.any(match).as_py() for match in matches):
            proven.append(decimal[-1])
    return proven[0] if len(proven) == 1 else None


def parse_numbers(
    texts: pa.Array, decimal: str | None, native: bool = False
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return numbers (NaN where none), and which texts are unreadable or ambiguous.

    `native` says that the file types its cells: there a number has a point.
    """
    return _by_distinct(texts, lambda text: number(text, decimal, native))


def parse_durations(
    texts: pa.Array, unit: str, decimal: str | None, native: bool = False
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return durations in seconds, like `parse_numbers`.

    `unit` is that of sources.yml. In a file that types its cells a clock reading is
    taken whatever the unit, and a number in a clock column is a fraction of a day.
    """
    is_clock = unit in ("hh:mm:ss", "mm:ss")

    def read(text: str) -> float | None:
        if ":" in text:
            return clock_seconds(text, unit) if is_clock or native else None
        if is_clock and not native:
            return None
        value = number(text, decimal, native)
        if value is None:
            return None
        return round(value * 86_400, 3) if is_clock else value * _SCALE[unit]

    return _by_distinct(texts, read)


def number(text: str, decimal: str | None, native: bool = False) -> float | None:
    """Return a number, None if unreadable, NaN if its separator is ambiguous.

    1,234 is a thousand or a decimal: without a known separator nobody can say.
    """
    if native and _NUMBER.match(text):
        return float(text)
    text = without_blanks(text)
    marks = [char for char in text if char in ".,"]
    if decimal is None:
        if may_be_thousands(text):
            return float("nan")
        decimal = "," if marks and marks[-1] == "," else "."
        if _MILLIONS.match(text):
            decimal = "." if decimal == "," else ","
    other = "." if decimal == "," else ","
    if other in text:
        whole = text.split(decimal)[0]
        if not re.match(rf"[+-]?\d{{1,3}}(?:{re.escape(other)}\d{{3}})+$", whole):
            return None
        text = text.replace(other, "")
    text = text.replace(decimal, ".")
    return float(text) if _NUMBER.match(text) else None


def without_blanks(text: str) -> str:
    """Return a number's text without the blanks that group its thousands."""
    if not _GROUPED.match(text):
        return text
    return "".join(char for char in text if char not in _BLANKS)


def may_be_thousands(text: str) -> bool:
    """Say whether a number with one separator may be thousands or a decimal."""
    return _THOUSANDS.match(text) is not None


def number_text(value: float) -> str:
    """Return a typed cell's number as text, without `.0`.

    Past fifteen digits it is written as a power of ten, so that it is seen as
    damaged and matches nobody.
    """
    if abs(value) >= MAX_EXACT:
        return f"{value:.4E}"
    return str(int(value)) if value == int(value) else repr(value)


def clock_seconds(text: str, unit: str) -> float | None:
    """Return the seconds of h:mm:ss, or of m:ss where that is the unit."""
    found = _CLOCK.match(text.replace(",", "."))
    if not found or (found[1] is None and unit != "mm:ss"):
        return None
    minutes, seconds = int(found[2]), float(found[3])
    if seconds >= 60 or (found[1] is not None and minutes >= 60):
        return None
    return int(found[1] or 0) * 3600 + minutes * 60 + seconds


def _by_distinct(texts: pa.Array, read: Callable[[str], float | None]):
    values = np.full(len(texts), np.nan)
    unreadable = np.zeros(len(texts), bool)
    ambiguous = np.zeros(len(texts), bool)
    at = np.flatnonzero(pc.is_valid(texts).to_numpy(zero_copy_only=False))
    if len(at):
        encoded = texts.take(pa.array(at)).dictionary_encode()
        found = [read(text) for text in encoded.dictionary.to_pylist()]
        table = np.array([np.nan if one is None else one for one in found], float)
        bad = np.array([one is None for one in found])
        codes = encoded.indices.to_numpy()
        values[at], unreadable[at] = table[codes], bad[codes]
        ambiguous[at] = np.isnan(table[codes]) & ~bad[codes]
    return values, unreadable, ambiguous
