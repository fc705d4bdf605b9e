"""What a held load holds back, and when a corrected delivery has replaced it.

While a load is held its source is complete only until the first day that the load
would have told more of. A redelivery that is held takes nothing away: what it
would have corrected is still there.
"""

import datetime as dt
from zoneinfo import ZoneInfo

from quality.raw.history import History, Settings


def holds_from(
    day_counts: dict[dt.date, int],
    is_readable: bool,
    history: History,
    settings: Settings,
) -> str | None:
    """Return the UTC time from which a held load makes its source incomplete.

    `day_counts` count the accepted loads and this one together. None: it holds
    nothing back. Of a load that cannot be read nothing is known, so what has been
    accepted before is complete and no more.
    """
    if not is_readable:
        return history.complete_until_at
    missing = (
        day
        for day, count in day_counts.items()
        if history.day_counts.get(day, -1) < count
    )
    day = min(missing, default=None)
    if day is None:
        return None
    midnight = dt.datetime.combine(day, dt.time(), ZoneInfo(settings.timezone))
    return midnight.astimezone(dt.UTC).isoformat()


def is_replaced(held: dict, accepted_after: list[dict], history: History) -> bool:
    """Return whether loads accepted later have brought all that a held one had.

    They have when each of its deliveries came again (up to the same end), or when
    each of its days has as many interactions without it as it had with it.
    """
    deliveries = held.get("deliveries") or []
    again = {
        (one["entity"], one["complete_until_at"])
        for audit in accepted_after
        for one in audit.get("deliveries", [])
        if one["complete_until_at"]
    }
    if deliveries and all(
        (one["entity"], one["complete_until_at"]) in again for one in deliveries
    ):
        return True
    days = held.get("day_counts") or {}
    return bool(days) and all(
        history.day_counts.get(dt.date.fromisoformat(day), 0) >= max(count, 1)
        for day, count in days.items()
    )
