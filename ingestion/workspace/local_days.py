"""The business's local days as UTC bounds, so that no engine needs time zones."""

import datetime as dt
from bisect import bisect_left
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa

from ingestion.contract import UTC

FIRST_DAY = dt.date(1990, 1, 1)
LAST_DAY = dt.date(2060, 12, 31)
EPOCH = dt.date(1970, 1, 1)
DAY = dt.timedelta(days=1)
DAY_SECONDS = 86_400

OFFSETS = pa.schema(
    [
        ("utc_date", pa.date32()),
        ("starts_at", UTC),
        ("ends_at", UTC),
        ("offset_seconds", pa.int64()),
    ]
)
CALENDAR = pa.schema(
    [
        ("local_date", pa.date32()),
        ("utc_date", pa.date32()),
        ("starts_at", UTC),
        ("ends_at", UTC),
    ]
)


def local_midnight(day: dt.date, timezone: str) -> dt.datetime:
    """Return the UTC instant at which a local day begins.

    Where the clock skips midnight that is the instant of the change; where midnight
    comes twice, the first.
    """
    midnight = dt.datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(timezone))
    return midnight.astimezone(dt.UTC)


def calendar(timezone: str) -> pa.Table:
    """Return the local days from FIRST_DAY to LAST_DAY, cut at UTC midnights.

    A timestamp's local day is on the one row of its UTC day that holds it:
    starts_at <= t < ends_at. A local day that never was has no row.
    """
    count = (LAST_DAY - FIRST_DAY).days + 1
    starts = np.array(
        [
            int(local_midnight(FIRST_DAY + day * DAY, timezone).timestamp())
            for day in range(count + 1)
        ]
    )
    first_midnight = starts[0] // DAY_SECONDS * DAY_SECONDS + DAY_SECONDS
    midnights = np.arange(first_midnight, starts[-1], DAY_SECONDS)
    bounds = np.union1d(starts, midnights)
    begins, ends = bounds[:-1], bounds[1:]
    # Of two days that begin at once the first never was.
    days = np.searchsorted(starts, begins, side="right") - 1
    return pa.table(
        [
            _dates(days + (FIRST_DAY - EPOCH).days),
            _dates(begins // DAY_SECONDS),
            pa.array(begins * 1_000_000, UTC),
            pa.array(ends * 1_000_000, UTC),
        ],
        schema=CALENDAR,
    )


def _dates(days_since_epoch: np.ndarray) -> pa.Array:
    return pa.array(days_since_epoch.astype(np.int32), pa.date32())


def clock_offsets(timezone: str) -> pa.Table:
    """Return by how many seconds local clocks were ahead of UTC, by UTC day.

    A day on which they were turned has a row before and one after, found to the
    minute. Rows hold starts_at <= t < ends_at.
    """
    zone = ZoneInfo(timezone)

    def offset(second: int) -> int:
        moment = dt.datetime.fromtimestamp(second, dt.UTC).astimezone(zone)
        return int(moment.utcoffset().total_seconds())

    rows = []
    for day in range((LAST_DAY - FIRST_DAY).days + 1):
        date = FIRST_DAY + day * DAY
        starts = (date - EPOCH).days * DAY_SECONDS
        bounds = [starts, starts + DAY_SECONDS]
        if offset(bounds[0]) != offset(bounds[1]):
            turned = range(bounds[0], bounds[1] + 60, 60)
            at = bisect_left(turned, True, key=lambda t: offset(t) != offset(starts))
            bounds.insert(1, turned[at])
        rows += [
            (date, first, after, offset(first))
            for first, after in pairwise(bounds)
            if first < after
        ]
    dates, firsts, afters, offsets = zip(*rows, strict=True)
    times = [[second * 1_000_000 for second in some] for some in (firsts, afters)]
    return pa.table(
        [dates, *(pa.array(some, UTC) for some in times), offsets], schema=OFFSETS
    )
