"""Local times of files become UTC here, and nowhere else.

Times are seconds since 1970 in int64: `wall` as written, without zone, then UTC.
"""

import datetime as dt
import functools
from zoneinfo import ZoneInfo

import numpy as np

from ingestion.connectors.files.times import NO_OFFSET
from ingestion.workspace.local_days import DAY_SECONDS


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
    for day in range(first, last, DAY_SECONDS):
        if offset_at(day + DAY_SECONDS) == offsets[-1]:
            continue
        low, high = day, day + DAY_SECONDS
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
