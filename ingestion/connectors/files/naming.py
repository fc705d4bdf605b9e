"""What a file's name says of its delivery: the day it was made, until when it is."""

import datetime as dt
import re

from ingestion.workspace.local_days import local_midnight

_WORDS = {
    "Y": r"\d{4}", "y": r"\d{2}", "m": r"\d{2}", "d": r"\d{2}", "j": r"\d{3}",
    "H": r"\d{2}", "M": r"\d{2}", "S": r"\d{2}", "b": r"[^\W\d_]{3}", "B": r"[^\W\d_]+",
}  # fmt: skip
_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(-?)([01]\d)\2([0-3]\d)(?=(?:\d{4}|\d{6})?(?!\d))"
)


def day_named(name: str, pattern: str) -> tuple[dt.date, dt.date] | None:
    """Return the day a strptime pattern finds in a name, and the day after its period.

    The period is the day, or the whole month where the pattern names no day.
    """
    words = re.sub(
        r"%(\w)|([^%]+)|%%",
        lambda found: (
            _WORDS.get(found[1], r"\w+") if found[1] else re.escape(found[2] or "%")
        ),
        pattern,
    )
    for found in reversed(list(re.finditer(words, name))):
        try:
            day = dt.datetime.strptime(found[0], pattern).date()
        except ValueError:
            continue
        if "%d" in pattern or "%j" in pattern:
            return day, day + dt.timedelta(days=1)
        return day, (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    return None


def delivered_at(
    name: str, pattern: str | None, modified_at: dt.datetime, zone: str
) -> dt.datetime:
    """Return when a delivery was made: the date in its name, else when it was changed.

    A date in a name is YYYYMMDD or YYYY-MM-DD unless `pattern` says otherwise; of
    two, as in from_to, the last.
    """
    if pattern and (found := day_named(name, pattern)):
        return local_midnight(found[0], zone)
    for found in reversed(list(_DATE.finditer(name))):
        try:
            day = dt.date(int(found[1]), int(found[3]), int(found[4]))
        except ValueError:
            continue
        return local_midnight(day, zone)
    return modified_at
