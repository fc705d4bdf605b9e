"""Whether a strptime pattern can read the times it is meant for."""

from datetime import datetime

# Every part differs from strptime's default and from the others, so a part that a
# pattern loses, or takes for another (%M for %m), shows.
_SAMPLE = datetime(2023, 11, 25, 17, 38, 49)


def keeps_date(pattern: str, *, with_day: bool = True) -> bool:
    """Return whether a pattern reads back the date it writes, its day included."""
    back = _back(pattern)
    if back is None:
        return False
    parts = ("year", "month", "day") if with_day else ("year", "month")
    return all(getattr(back, part) == getattr(_SAMPLE, part) for part in parts)


def keeps_time(pattern: str) -> bool:
    """Return whether a pattern reads back date and time, or a date without time.

    `%I` without `%p` is refused, since it would make every afternoon a morning.
    """
    back = _back(pattern)
    if back is None or not keeps_date(pattern):
        return False
    clock = back.time().replace(microsecond=0, tzinfo=None)
    kept = [
        _SAMPLE.replace(hour=0, minute=0, second=0).time(),
        _SAMPLE.replace(minute=0, second=0).time(),
        _SAMPLE.replace(second=0).time(),
        _SAMPLE.time(),
    ]
    return clock in kept


def _back(pattern: str) -> datetime | None:
    # A zone's name is empty for a naive sample; an offset is what files hold.
    sample = _SAMPLE.strftime(pattern.replace("%z", "+0000").replace("%Z", "UTC"))
    try:
        return datetime.strptime(sample, pattern)
    except ValueError:
        return None
