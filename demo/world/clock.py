"""The demo's calendar: whole local months from 1 January 2025, in UTC seconds."""

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np

FIRST_MONTH = dt.date(2025, 1, 1)
ZONE = ZoneInfo("Europe/Paris")
HOUR = 3600
DAY = 86400
WARM_UP_DAYS = 60  # problems already under way when the first export begins
AFTERMATH_DAYS = 400  # events may be drawn past the end; they are cut off later
OPENS, CLOSES = 8 * HOUR, 20 * HOUR  # Monday to Saturday

WEEKDAY_WEIGHTS = np.array([1.25, 1.1, 1.0, 1.0, 1.05, 0.7, 0.35])
HOUR_WEIGHTS = np.array(
    [
        1,
        1,
        1,
        1,
        1,
        1,
        3,
        8,
        22,
        34,
        36,
        30,
        22,
        25,
        30,
        30,
        29,
        28,
        25,
        18,
        13,
        9,
        5,
        2,
    ]
)


class Clock:
    """Turns UTC seconds into Paris time and back, for the months of one demo."""

    def __init__(self, months: int) -> None:
        self.months = months
        self.edges = np.array([_utc(self._month(n)) for n in range(months + 1)])
        self.start, self.end = int(self.edges[0]), int(self.edges[-1])
        self._base = self.start - (WARM_UP_DAYS + 5) * DAY
        hours = (self.end - self._base + AFTERMATH_DAYS * DAY) // HOUR
        self._offsets = np.array(
            [
                dt.datetime.fromtimestamp(self._base + n * HOUR, ZONE)
                .utcoffset()
                .seconds
                for n in range(hours)
            ]
        )

    @staticmethod
    def _month(number: int) -> dt.date:
        year, month = divmod(FIRST_MONTH.month - 1 + number, 12)
        return dt.date(FIRST_MONTH.year + year, month + 1, 1)

    def first_day(self, number: int) -> int:
        """Return the first local day of month `number`, in days since 1970."""
        return (self._month(number) - dt.date(1970, 1, 1)).days

    def last_day(self, number: int) -> dt.date:
        """Return the last local day of month `number`, from 0."""
        return self._month(number + 1) - dt.timedelta(days=1)

    def offset(self, utc: np.ndarray) -> np.ndarray:
        """Return the seconds that Paris is ahead of UTC."""
        hour = (utc - self._base) // HOUR
        return self._offsets[np.clip(hour, 0, len(self._offsets) - 1)]

    def local(self, utc: np.ndarray) -> np.ndarray:
        """Return Paris wall-clock seconds of UTC seconds."""
        return utc + self.offset(utc)

    def utc(self, local: np.ndarray) -> np.ndarray:
        """Return UTC seconds of Paris wall-clock seconds, the later of two."""
        return local - self.offset(local - HOUR)

    def is_open(self, utc: np.ndarray) -> np.ndarray:
        """Return whether the contact centre answers at these UTC seconds."""
        local = self.local(utc)
        second = local % DAY
        return (second >= OPENS) & (second < CLOSES) & (weekday(local) < 6)

    def into_hours(self, rng: np.random.Generator, utc: np.ndarray) -> np.ndarray:
        """Return the times moved on to when the contact centre is open."""
        closed = np.flatnonzero(~self.is_open(utc))
        local = self.local(utc[closed])
        day = local // DAY + (local % DAY >= CLOSES)
        day += weekday(day * DAY) == 6
        later = np.minimum(rng.exponential(2.5 * HOUR, len(closed)), CLOSES - OPENS - 1)
        moved = utc.copy()
        moved[closed] = self.utc(day * DAY + OPENS + later.astype(np.int64))
        return moved

    def moments(self, rng: np.random.Generator, count: int, warm_up: int) -> np.ndarray:
        """Return `count` UTC seconds by the habits of week and day.

        They lie from `warm_up` days before the first month to the end of the last.
        """
        first = (self.start - warm_up * DAY) // DAY + 1
        days = np.arange(first, self.end // DAY + 1)
        weights = WEEKDAY_WEIGHTS[weekday(days * DAY)]
        day = days[draw(rng, weights, count)]
        second = draw(rng, HOUR_WEIGHTS, count) * HOUR + rng.integers(0, HOUR, count)
        return self.utc(day * DAY + second)


def weekday(local: np.ndarray) -> np.ndarray:
    """Return the days of the week of local seconds, Monday 0."""
    return (local // DAY + 3) % 7


def draw(rng: np.random.Generator, weights: np.ndarray, count: int) -> np.ndarray:
    """Return `count` positions drawn by weight."""
    cumulative = np.cumsum(weights / weights.sum())
    position = np.searchsorted(cumulative, rng.random(count), side="right")
    return np.minimum(position, len(weights) - 1)


def _utc(day: dt.date) -> int:
    return int(dt.datetime(day.year, day.month, day.day, tzinfo=ZONE).timestamp())
