"""A day is held only for what no ordinary day does, and a real loss is seen.

The honest years are drawn at random, scattered more than chance alone, with a
weekday pattern, seasons, public holidays on which the source is closed, days of
bursts. None of it comes from the code under test.
"""

import datetime as dt

import numpy as np
import pytest

from quality.raw.volume import days_view, is_backlog, own_days, special_days

DAY = dt.timedelta(days=1)
FIRST = dt.date(2025, 1, 1)
WEEKDAYS = (1.2, 1.05, 1.0, 1.0, 0.95, 0.45, 0.1)
# The eleven public holidays of France in 2025.
HOLIDAYS = {
    dt.date(2025, month, day)
    for month, day in [
        (1, 1), (4, 21), (5, 1), (5, 8), (5, 29), (6, 9),
        (7, 14), (8, 15), (11, 1), (11, 11), (12, 25),
    ]
}  # fmt: skip
SPECIAL = special_days("FR")
LIMITS = {
    "lost": ("least_count", -1),
    "flooded": ("most_count", 1),
    "low": ("low_count", -1),
    "high": ("high_count", 1),
}


def a_year(random, size, scatter, burst_share=0.01):
    """Return a year of counts: `size` on a Wednesday, scattered by a share of it."""
    counts = {}
    for number in range(365):
        day = FIRST + number * DAY
        mean = size * WEEKDAYS[day.weekday()]
        mean *= 1 + 0.25 * np.sin(2 * np.pi * number / 365)
        mean *= 0 if day in HOLIDAYS else random.gamma(scatter**-2, scatter**2)
        if random.random() < burst_share:
            mean *= random.uniform(1.5, 4)
        counts[day] = int(random.poisson(mean))
    return counts


def alarms(view):
    """Return how many days pass each limit."""
    return {
        name: int((sign * (view["interaction_count"] - view[column]) > 0).sum())
        for name, (column, sign) in LIMITS.items()
    }


@pytest.mark.parametrize("size", [5, 30, 120, 3000])
@pytest.mark.parametrize("scatter", [0.01, 0.1, 0.2])
def test_ten_honest_years_are_never_held(size, scatter):
    random = np.random.default_rng(7)
    found = [
        alarms(days_view(a_year(random, size, scatter), {}, SPECIAL)) for _ in range(10)
    ]
    assert sum(one["lost"] + one["flooded"] for one in found) == 0
    assert sum(one["low"] for one in found) <= 3650 / 1000
    # Bursts are one day in a hundred, and only the larger ones are worth a note.
    assert sum(one["high"] for one in found) <= 3650 / 100


def test_a_source_of_wild_days_is_hardly_ever_held():
    random = np.random.default_rng(7)
    years = [a_year(random, 120, 0.5) for _ in range(10)]
    held = [alarms(days_view(year, {}, SPECIAL))["lost"] for year in years]
    assert sum(held) <= 3650 / 365


@pytest.mark.parametrize(("size", "kept"), [(80, 0), (120, 0.1), (3000, 0.15)])
def test_a_day_that_lost_most_of_its_rows_is_held(size, kept):
    random = np.random.default_rng(11)
    caught = judged = 0
    year = a_year(random, size, 0.1, burst_share=0)
    for day in list(year)[70:]:
        if day.weekday() < 5 and not SPECIAL(day):
            before = {one: count for one, count in year.items() if one < day}
            view = days_view({day: int(kept * year[day])}, before, SPECIAL)
            judged += 1
            caught += alarms(view)["lost"]
    assert judged > 150
    assert caught >= 0.99 * judged


def test_a_day_that_lost_half_its_rows_is_noted():
    weeks = steady(8)
    (found,) = [alarms(days_view({next_day(weeks): 49}, weeks, SPECIAL))]
    assert (found["lost"], found["low"]) == (0, 1)


def steady(weeks, count=100):
    return {dt.date(2025, 2, 4) + week * 7 * DAY: count for week in range(weeks)}


def next_day(weeks):
    return max(weeks) + 7 * DAY


def test_a_source_that_doubles_or_halves_every_week_is_not_held():
    for factor in (2, 0.5):
        counts = {
            day: int(100_000 * factor**week if factor < 1 else 50 * factor**week)
            for week, day in enumerate(steady(11))
        }
        found = alarms(days_view(counts, {}, SPECIAL))
        assert (found["lost"], found["flooded"]) == (0, 0)


def test_three_days_of_history_tell_nothing_and_four_do():
    assert days_view({next_day(steady(3)): 0}, steady(3), SPECIAL).isna().any(axis=None)
    assert alarms(days_view({next_day(steady(4)): 0}, steady(4), SPECIAL))["lost"] == 1


def test_other_weekdays_do_not_count():
    weeks = steady(8)
    day = next_day(weeks) + DAY
    assert alarms(days_view({day: 0}, weeks, SPECIAL))["lost"] == 0


def test_a_lost_day_does_not_become_the_usual():
    weeks = steady(8)
    following = {next_day(weeks) + week * 7 * DAY: 0 for week in range(3)}
    assert alarms(days_view(following, weeks, SPECIAL))["lost"] == 3


@pytest.mark.parametrize("kept", [1, 0])
def test_a_year_at_once_and_a_year_day_by_day_come_to_the_same_verdicts(kept):
    year = a_year(np.random.default_rng(3), 200, 0.15)
    broken = dt.date(2025, 9, 16)
    year[broken] = int(kept * year[broken])
    at_once = days_view(year, {}, SPECIAL)
    known, one_by_one = {}, []
    for day, count in year.items():
        view = days_view({day: count}, known, SPECIAL)
        one_by_one += view.to_dict("records")
        if alarms(view)["lost"] + alarms(view)["flooded"] == 0:
            known[day] = count
    again = at_once.from_records(one_by_one).astype(at_once.dtypes)
    assert again[at_once.columns].equals(at_once)
    assert alarms(at_once)["lost"] == (0 if kept else 1)


@pytest.mark.parametrize(
    ("day", "is_special"),
    [
        ("2025-05-28", True),  # before Ascension
        ("2025-05-29", True),
        ("2025-05-30", True),  # bridged to the weekend
        ("2025-05-27", False),
        ("2025-05-05", True),  # between 1 May and 8 May
        ("2025-12-29", True),  # between Christmas and New Year
        ("2025-12-23", False),
        ("2025-09-16", False),
    ],
)
def test_public_holidays_and_the_days_beside_and_between_are_special(day, is_special):
    assert SPECIAL(dt.date.fromisoformat(day)) == is_special


def test_without_a_calendar_of_holidays_no_day_is_judged_low():
    weeks = steady(8)
    found = alarms(days_view({next_day(weeks): 0}, weeks, special_days("XX")))
    assert found == {"lost": 0, "flooded": 0, "low": 0, "high": 0}


TUESDAY = dt.date(2025, 2, 4)
WEDNESDAY = TUESDAY + DAY


def test_a_backlog_tells_whole_days_from_its_first_busy_one_to_its_end():
    # From Monday the 20th to Tuesday the 4th; the last days before it straggle.
    first = TUESDAY - 15 * DAY
    rows = {first - DAY: 24, first: 25, TUESDAY: 100}
    days = list(own_days(rows, WEDNESDAY, 1))
    assert days == [first + n * DAY for n in range(16)]
    assert TUESDAY not in own_days(rows, TUESDAY, 1)


def test_what_a_daily_delivery_holds_of_days_before_are_stragglers():
    # A Sunday's file may hold nothing but late rows of Saturday.
    assert list(own_days({TUESDAY - DAY: 2}, WEDNESDAY, 1)) == [TUESDAY]
    assert list(own_days({TUESDAY - 7 * DAY: 2}, WEDNESDAY, 1)) == [TUESDAY]
    assert len(list(own_days({TUESDAY - 8 * DAY: 2}, WEDNESDAY, 1))) == 9


def test_a_correction_of_two_days_tells_of_both():
    rows = {TUESDAY - DAY: 30, TUESDAY: 100}
    assert list(own_days(rows, WEDNESDAY, 1)) == [TUESDAY - DAY, TUESDAY]
    assert list(own_days(rows | {TUESDAY - DAY: 29}, WEDNESDAY, 1)) == [TUESDAY]


def test_a_backlog_is_noted_never_held():
    assert not is_backlog(8, 1) and is_backlog(9, 1)
    weeks = steady(8)
    lost = {next_day(weeks): 0}
    assert alarms(days_view(lost, weeks, SPECIAL))["lost"] == 1
    found = alarms(days_view(lost, weeks, SPECIAL, may_hold=False))
    assert found["lost"] == 0 and found["low"] == 1


def test_a_monthly_delivery_tells_of_its_month():
    march = dt.date(2025, 3, 1)
    rows = {march - 29 * DAY: 1, march - 28 * DAY: 50, march - DAY: 50}
    assert len(list(own_days(rows, march, 31))) == 28


def test_an_empty_delivery_tells_of_its_last_day_and_of_nothing_without_an_end():
    assert list(own_days({}, WEDNESDAY, 1)) == [TUESDAY]
    assert list(own_days({TUESDAY: 9}, None, 1)) == []
