"""The view `days`: a source's volume against its own history, by weekday.

A day is judged when a delivery says that it is over. It is held against the last
eight days of its own weekday that were accepted, lowest and highest of them, and
only against earlier days: so a year pulled at once finds the same days as the year
pulled day by day, though it only notes them (is_backlog). Public holidays, the days
beside them and those between two of them are neither judged low nor compared with.

Why these limits: counts a day are more scattered than chance alone (campaigns,
outages, weather), sources grow and shrink, a burst of three times the usual is a
real Tuesday. The lowest and the highest of eight follow all that by themselves.
Held is only what no ordinary day does: under a quarter of the lowest (less where
the eight lie far apart), or over ten times the highest; noted is under half, or
over two and a half times. `tests/quality/test_volume.py` counts the false alarms.
"""

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Mapping

import holidays
import pandas as pd

HOLDING = ("least_count", "most_count")
COMPARED = 8  # days of the same weekday
NEEDED = 4  # fewer tell nothing
REMEMBERED_WEEKS = 26
LOST, FLOODED = 1 / 4, 10  # held
LOW, HIGH = 1 / 2, 2.5  # noted
# Under these counts chance alone does more than any fault.
LEAST_LOST, MORE_FLOODED, MORE_HIGH = 30, 100, 50
BRIDGED_DAYS = 9  # 25 December to 1 January; 1 May to 8 May
STRAGGLING_DAYS = 7  # how late a row may come in another day's delivery
DAY = dt.timedelta(days=1)


def days_view(
    counts: Mapping[dt.date, int],
    known: Mapping[dt.date, int],
    is_special: Callable[[dt.date], bool],
    may_hold: bool = True,
) -> pd.DataFrame:
    """Return one row per day to judge, with its limits; null where nothing is known.

    `counts` are the interactions of the days to judge, `known` those of days
    accepted before. Unless it `may_hold`, the limits that hold a load are null.
    """
    known, rows = dict(known), []
    for day in sorted(counts):
        row = _limits(_earlier(day, known, is_special), is_special(day))
        row |= {"place": day.isoformat(), "interaction_count": counts[day]}
        lost = row["least_count"] is not None and counts[day] < row["least_count"]
        flooded = row["most_count"] is not None and counts[day] > row["most_count"]
        if not lost and not flooded:
            known[day] = counts[day]
        rows.append(row if may_hold else row | dict.fromkeys(HOLDING))
    numbers = ["interaction_count", *_limits([], False)]
    frame = pd.DataFrame(rows, columns=["place", *numbers])
    return frame.astype(dict.fromkeys(numbers, float))


def _earlier(
    day: dt.date, known: Mapping[dt.date, int], is_special: Callable[[dt.date], bool]
) -> list[int]:
    """Return the counts of the last days of this weekday that compare."""
    back = (day - week * 7 * DAY for week in range(1, REMEMBERED_WEEKS + 1))
    found = [known[one] for one in back if one in known and not is_special(one)]
    return found[:COMPARED]


def _limits(earlier: list[int], is_special: bool) -> dict[str, float | None]:
    names = ("least_count", "most_count", "low_count", "high_count")
    limits: dict[str, float | None] = dict.fromkeys(names)
    if len(earlier) < NEEDED:
        return limits
    lowest, highest = min(earlier), max(earlier)
    limits["most_count"] = max(FLOODED * highest, highest + MORE_FLOODED)
    limits["high_count"] = max(HIGH * highest, highest + MORE_HIGH)
    if not is_special and lowest >= LEAST_LOST:
        spread = lowest / highest
        limits["least_count"] = lowest * min(LOST, spread / 2)
        limits["low_count"] = lowest * min(LOW, spread)
    return limits


def special_days(country: str) -> Callable[[dt.date], bool]:
    """Return whether a day is a public holiday of a country, beside or between.

    Where the country has no calendar every day is special: nothing can be judged
    low there without holding its holidays.
    """
    try:
        calendar = holidays.country_holidays(country)
    except NotImplementedError:
        return lambda day: True

    @functools.cache
    def is_special(day: dt.date) -> bool:
        if any(day + n * DAY in calendar for n in (-1, 0, 1)):
            return True
        before = next((n for n in range(BRIDGED_DAYS) if day - n * DAY in calendar), 99)
        after = next((n for n in range(BRIDGED_DAYS) if day + n * DAY in calendar), 99)
        return before + after < BRIDGED_DAYS

    return is_special


def own_days(
    counts: Mapping[dt.date, int], complete_until: dt.date | None, cadence_days: int
) -> Iterable[dt.date]:
    """Yield the days that one delivery tells of whole.

    They end before the day on which the delivery stops to be complete; without rows
    that is its last day only. They begin with the first busy day (a quarter of the
    busiest or more): before it stand stragglers of days that others told. On a quiet
    Sunday stragglers may be all there is, so of the week before its own days (as
    many as its source's cadence) a delivery tells those only that are no handful.
    """
    if complete_until is None:
        return
    told = {day: count for day, count in counts.items() if day < complete_until}
    busiest = max(told.values(), default=0)
    usual = complete_until - max(1, cadence_days) * DAY
    first = min((day for day, n in told.items() if 4 * n >= busiest), default=usual)
    if usual - STRAGGLING_DAYS * DAY <= first < usual:
        many = [day for day, n in told.items() if day >= first and n >= LEAST_LOST]
        first = min([*many, usual])
    day = max(first, min(told, default=complete_until - DAY))
    while day < complete_until:
        yield day
        day += DAY


def is_backlog(days: int, cadence_days: int) -> bool:
    """Say whether a load tells of more days than its source delivers at a time.

    History is noted, never held: nobody can deliver it better, and one odd day of
    last spring would hide the whole of it.
    """
    return days > max(1, cadence_days) + STRAGGLING_DAYS
