"""A plain reading of what a month bears: its part by the days that are seen."""

import datetime as dt
from calendar import monthrange
from fractions import Fraction

Days = tuple[dt.date, dt.date]  # the first and the last that are seen whole


def seen_part(amount, month: dt.date, days: Days) -> Fraction:
    """Return the part of a month's amount for its days seen, cut to millionths."""
    length = monthrange(month.year, month.month)[1]
    first, last = days
    seen = sum(first <= month + dt.timedelta(days=day) <= last for day in range(length))
    return Fraction(int(Fraction(amount) * 10**6 * seen / length), 10**6)
