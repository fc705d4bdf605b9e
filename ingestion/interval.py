"""The time that a pull is for: FROM and TO, as a person or the scheduler gives them."""

import datetime as dt
import zoneinfo
from typing import NamedTuple

from ingestion.errors import IngestionError


class Interval(NamedTuple):
    """From `start`, included, to `end`, excluded; both UTC."""

    start: dt.datetime
    end: dt.datetime


def read_interval(start: str, end: str, timezone: str) -> Interval | None:
    """Return the interval that two ISO dates or timestamps say, or None without them.

    Without an offset they are local to `timezone`; a date is its midnight. Raises
    IngestionError where one is missing or unreadable, and where nothing lies
    between them: such a pull would be green and empty.
    """
    if not start and not end:
        return None
    if not start or not end:
        raise IngestionError(
            f"FROM={start} TO={end}: expected both or neither; give the other one"
        )
    zone = zoneinfo.ZoneInfo(timezone)
    interval = Interval(_moment("FROM", start, zone), _moment("TO", end, zone))
    if interval.start >= interval.end:
        what = "empty" if interval.start == interval.end else "reversed"
        raise IngestionError(
            f"FROM={start} TO={end}: the interval is {what}; expected TO later than "
            "FROM (TO is excluded: one day is FROM=2026-03-29 TO=2026-03-30)"
        )
    return interval


def _moment(name: str, text: str, zone: zoneinfo.ZoneInfo) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone)
        return moment.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise IngestionError(
            f"{name}={text}: expected an ISO date or timestamp, such as 2026-03-29 or "
            "2026-03-29T05:00:00+02:00"
        ) from None
