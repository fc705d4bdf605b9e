"""Times written as text, as seconds since 1970 in int64, without zone: `wall`.

Arrow's own strptime is not used: it reads 31/02 as 3 March.
"""

import datetime as dt
import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.connectors.files.fixed_times import layout_of, read_fixed
from ingestion.connectors.files.verdicts import as_mask
from ingestion.workspace.local_days import DAY_SECONDS

NO_OFFSET = np.iinfo(np.int64).min
_ISO = [
    layout_of(format) for format in ("%Y-%m-%d", "%Y-%m-%d?%H:%M", "%Y-%m-%d?%H:%M:%S")
]
_FRACTION = r"^([0-9-]{10}[ T][0-9:]{8})[.,][0-9]+"
_OFFSET = re.compile(r"\s*(?:(Z|UTC|GMT)|([+-])(\d\d):?(\d\d)?)$")
_SERIAL = re.compile(r"(\d{4,6}(?:\.\d+)?)(?: (0(?:\.\d+)?))?$")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]|$)")
# Day 0 of dates after the 29 February 1900 that Excel believes in.
_EPOCH_1900 = -25_569 * DAY_SECONDS
_EPOCH_1904 = _EPOCH_1900 + 1_462 * DAY_SECONDS


def parse_times(
    texts: pa.Array, format: str | None, native: str | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return wall seconds, offsets and validity of times written as text.

    `format` is in strptime words; None reads ISO 8601. `native` says that the file
    types its cells (`1900` or `1904`: an Excel date system, `parquet`): then ISO is
    read whatever the format, and Excel's day numbers too. The offset is the
    explicit one in seconds, or NO_OFFSET.
    """
    wall = np.zeros(len(texts), np.int64)
    offset = np.full(len(texts), NO_OFFSET)
    valid = np.zeros(len(texts), bool)
    layout = layout_of(format) if format else None
    if layout:
        read_fixed(texts, layout, wall, valid)
    if format is None or native:
        _read_iso(texts, wall, offset, valid)
    _read_slowly(texts, format, native, wall, offset, valid)
    return wall, offset, valid


def _read_iso(texts, wall, offset, valid) -> None:
    if pc.any(pc.match_substring_regex(texts, "[.,]")).as_py():
        texts = pc.replace_substring_regex(texts, _FRACTION, r"\1")
    cores = pc.utf8_slice_codeunits(texts, 0, 19)
    fresh = ~valid
    for layout in _ISO:
        read_fixed(cores, layout, wall, valid)
        if layout.width > 10:  # what stands between day and hour
            place = pc.utf8_slice_codeunits(cores, 10, 11)
            blank = pc.is_in(place, pa.array(["", " ", "T"]))
            valid &= ~fresh | as_mask(blank)
    rests = pc.utf8_slice_codeunits(texts, 19).dictionary_encode()
    for code, rest in enumerate(rests.dictionary.to_pylist()):
        if not rest:
            continue
        here = fresh & (pc.fill_null(rests.indices, -1).to_numpy() == code)
        seconds = _offset_seconds(rest)
        if seconds is None:
            valid[here] = False
        else:
            offset[here] = seconds


def _offset_seconds(text: str) -> int | None:
    found = _OFFSET.match(text)
    if not found:
        return None
    if found[1]:
        return 0
    seconds = int(found[3]) * 3600 + int(found[4] or 0) * 60
    return -seconds if found[2] == "-" else seconds


def _read_slowly(texts, format, native, wall, offset, valid) -> None:
    """Read what the quick ways left, each distinct text once."""
    left = np.flatnonzero(as_mask(pc.is_valid(texts)) & ~valid)
    if not len(left):
        return
    encoded = texts.take(pa.array(left)).dictionary_encode()
    codes = encoded.indices.to_numpy()
    order = np.argsort(codes, kind="stable")
    bounds = np.searchsorted(codes[order], np.arange(len(encoded.dictionary) + 1))
    for code, text in enumerate(encoded.dictionary.to_pylist()):
        found = _slowly(text, format, native)
        if found is not None:
            at = left[order[bounds[code] : bounds[code + 1]]]
            wall[at], offset[at], valid[at] = *found, True


def _slowly(text, format, native) -> tuple[int, int] | None:
    moment = None
    if format:
        try:
            moment = dt.datetime.strptime(text, format)
        except ValueError:
            pass
    if moment is None and native in ("1900", "1904"):
        if found := _SERIAL.match(text):
            epoch = _EPOCH_1900 if native == "1900" else _EPOCH_1904
            days = float(found[1]) + float(found[2] or 0)
            return epoch + int(days * DAY_SECONDS + 0.001), NO_OFFSET
    if moment is None and (format is None or native) and _ISO_DAY.match(text):
        try:
            moment = dt.datetime.fromisoformat(text.replace(",", "."))
        except ValueError:
            pass
    if moment is None:
        return None
    shift = moment.utcoffset()
    wall = int((moment.replace(tzinfo=None) - dt.datetime(1970, 1, 1)).total_seconds())
    return wall, NO_OFFSET if shift is None else int(shift.total_seconds())
