"""Local times of files become UTC here, and nowhere else.

Times are seconds since 1970 in int64: `wall` as written, without zone, then UTC.
Arrow's own strptime is not used: it reads 31/02 as 3 March.
"""

import datetime as dt
import functools
import re
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

DAY = 86_400
NO_OFFSET = np.iinfo(np.int64).min
_WIDTHS = {"Y": 4, "y": 2, "m": 2, "d": 2, "H": 2, "M": 2, "S": 2}
_ISO = {10: "%Y-%m-%d", 16: "%Y-%m-%d?%H:%M", 19: "%Y-%m-%d?%H:%M:%S"}
_FRACTION = r"^([0-9-]{10}[ T][0-9:]{8})[.,][0-9]+"
_OFFSET = re.compile(r"\s*(?:(Z|UTC|GMT)|([+-])(\d\d):?(\d\d)?)$")
_SERIAL = re.compile(r"(\d{4,6}(?:\.\d+)?)(?: (0(?:\.\d+)?))?$")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]|$)")
_EPOCH_1900 = -25_569 * DAY  # serial 0 for dates after the false 29 February 1900
_EPOCH_1904 = _EPOCH_1900 + 1_462 * DAY


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
    layout = _layout(format) if format else None
    if layout:
        _read_fixed(texts, *layout, wall, valid)
    if format is None or native:
        _read_iso(texts, wall, offset, valid)
    _read_slowly(texts, format, native, wall, offset, valid)
    return wall, offset, valid


def _layout(format: str) -> tuple[int, dict[str, int], dict[int, int]] | None:
    """Return width, field positions and literal bytes, if all have a fixed width."""
    fields, literals, at, index = {}, {}, 0, 0
    while index < len(format):
        char = format[index]
        if char == "%" and index + 1 < len(format):
            word = format[index + 1]
            if word not in _WIDTHS or word in fields:
                return None
            fields[word] = at
            at += _WIDTHS[word]
            index += 2
            continue
        if not char.isascii():
            return None
        if char != "?":  # our own layouts: a blank or a T
            literals[at] = ord(char)
        at += 1
        index += 1
    return (at, fields, literals) if {"m", "d"} <= fields.keys() else None


def _read_fixed(texts, width, fields, literals, wall, valid) -> None:
    fits = pc.fill_null(pc.equal(pc.binary_length(texts), width), False)
    at = np.flatnonzero(fits.to_numpy(zero_copy_only=False) & ~valid)
    if not len(at):
        return
    seconds, good = _seconds(_bytes(texts.take(pa.array(at)), width), fields, literals)
    wall[at[good]] = seconds[good]
    valid[at[good]] = True


def _bytes(texts: pa.Array, width: int) -> np.ndarray:
    """Return texts of one width as a matrix of bytes, a row each."""
    data = texts.cast(pa.binary(width)).buffers()[1]
    return np.frombuffer(data, np.uint8)[: len(texts) * width].reshape(-1, width)


def _seconds(matrix, fields, literals) -> tuple[np.ndarray, np.ndarray]:
    good = np.ones(len(matrix), bool)
    for at, byte in literals.items():
        good &= matrix[:, at] == byte
    part = {"H": 0, "M": 0, "S": 0}
    for word, at in fields.items():
        digits = matrix[:, at : at + _WIDTHS[word]] - np.uint8(48)
        good &= (digits <= 9).all(axis=1)
        number = np.zeros(len(matrix), np.int64)
        for column in range(digits.shape[1]):
            number = number * 10 + digits[:, column]
        part[word] = number
    if "y" in part:
        part["Y"] = part["y"] + np.where(part["y"] < 69, 2000, 1900)  # as strptime
    good &= (part["m"] >= 1) & (part["m"] <= 12) & (part["d"] >= 1)
    good &= (part["H"] < 24) & (part["M"] < 60) & (part["S"] < 60)
    months = np.where(good, (part["Y"] - 1970) * 12 + part["m"] - 1, 0)
    first = months.astype("M8[M]").astype("M8[D]").astype(np.int64)
    after = (months + 1).astype("M8[M]").astype("M8[D]").astype(np.int64)
    good &= part["d"] <= after - first
    days = first + part["d"] - 1
    return days * DAY + part["H"] * 3600 + part["M"] * 60 + part["S"], good


def _read_iso(texts, wall, offset, valid) -> None:
    if pc.any(pc.match_substring_regex(texts, "[.,]")).as_py():
        texts = pc.replace_substring_regex(texts, _FRACTION, r"\1")
    cores = pc.utf8_slice_codeunits(texts, 0, 19)
    fresh = ~valid
    for width, layout in _ISO.items():
        _read_fixed(cores, *_layout(layout), wall, valid)
        if width > 10:  # what stands between day and hour
            place = pc.utf8_slice_codeunits(cores, 10, 11)
            blank = pc.is_in(place, pa.array(["", " ", "T"]))
            valid &= ~fresh | pc.fill_null(blank, False).to_numpy(zero_copy_only=False)
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
    known = pc.is_valid(texts).to_numpy(zero_copy_only=False)
    left = np.flatnonzero(known & ~valid)
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
            return epoch + int(days * DAY + 0.001), NO_OFFSET
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


@functools.cache
def _transitions(zone: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the instants at which a zone's offset changes, and all its offsets."""
    info = ZoneInfo(zone)

    def offset_at(instant: int) -> int:
        moment = dt.datetime.fromtimestamp(instant, dt.UTC).astimezone(info)
        return int(moment.utcoffset().total_seconds())

    first = int(dt.datetime(1989, 1, 1, tzinfo=dt.UTC).timestamp())
    last = int(dt.datetime(2062, 1, 1, tzinfo=dt.UTC).timestamp())
    instants, offsets = [], [offset_at(first)]
    for day in range(first, last, DAY):
        if offset_at(day + DAY) == offsets[-1]:
            continue
        low, high = day, day + DAY
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (
                (middle, high) if offset_at(middle) == offsets[-1] else (low, middle)
            )
        instants.append(high)
        offsets.append(offset_at(high))
    return np.array(instants, np.int64), np.array(offsets, np.int64)


def to_utc(
    zone: str,
    wall: np.ndarray,
    offset: np.ndarray,
    valid: np.ndarray,
    *,
    not_before: np.ndarray | None = None,
    previous: int | None = None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return UTC seconds, and which local times exist twice or not at all.

    A time that exists twice takes the first, unless that would precede
    `not_before` of its row (or the row before it, or `previous` for the first row)
    and the second would not. One that does not exist moves on by the hour.
    """
    instants, offsets = _transitions(zone)
    before, after = offsets[:-1], offsets[1:]
    # The first of two readings keeps the old offset; so does a time in the gap.
    index = np.searchsorted(instants + np.maximum(before, after), wall, side="right")
    local = valid & (offset == NO_OFFSET)
    utc = wall - np.where(offset == NO_OFFSET, offsets[index], offset)
    if not len(instants):
        nowhere = np.zeros(len(wall), bool)
        return utc, nowhere, nowhere
    here = np.minimum(index, len(instants) - 1)
    inside = local & (index < len(instants))
    inside &= wall >= (instants + np.minimum(before, after))[here]
    twice = inside & (after < before)[here]
    missing = inside & (after > before)[here]
    last_valid = np.maximum.accumulate(np.where(valid, np.arange(len(wall)), -1))
    for row in np.flatnonzero(twice):
        if not_before is not None:
            limit = int(not_before[row])
        else:
            place = last_valid[row - 1] if row else -1
            limit = previous if place < 0 else int(utc[place])
        second = int(wall[row] - after[here[row]])
        if limit is not None and utc[row] < limit <= second:
            utc[row] = second
    return utc, twice, missing


def to_wall(zone: str, utc: np.ndarray) -> np.ndarray:
    """Return the local wall seconds of instants in a zone."""
    instants, offsets = _transitions(zone)
    return utc + offsets[np.searchsorted(instants, utc, side="right")]


def midnight(zone: str, day: dt.date) -> dt.datetime:
    """Return the instant at which a local day starts."""
    wall = np.array([(day - dt.date(1970, 1, 1)).days * DAY])
    utc, _, _ = to_utc(zone, wall, np.array([NO_OFFSET]), np.array([True]))
    return dt.datetime.fromtimestamp(int(utc[0]), dt.UTC)
