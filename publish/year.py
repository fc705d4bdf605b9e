"""The months that yearly figures are counted over, and what makes a year of them."""

import datetime as dt
from dataclasses import dataclass

import duckdb

from publish.period import Period, spoken

# Whole months, though the calendar begins with the first interaction.
MONTHS = """
    select
        month_started_on,
        date_diff('day', month_started_on, month_started_on + interval 1 month)
    from marts.calendar
    group by month_started_on
    having count(*) filter (is_in_year) > 0
    order by month_started_on
"""
WHOLE = 12  # months


@dataclass(frozen=True)
class Year:
    """The months of a year's figures, as the calendar mart marks them."""

    months: tuple[dt.date, ...]  # their first days, in time order
    day_count: int
    left_out: tuple[dt.date, ...]  # months of the report's period that are not in it

    @property
    def sentence(self) -> str:
        """Return in words what a year is here, and which months it leaves out."""
        text = f"A year here: tickets begun {spoken(self.months)}"
        text += f" ({self.day_count} days)"
        if len(self.months) < WHOLE:
            text += f", × 365/{self.day_count}"
        if self.left_out:
            names = ", ".join(spoken((month,)) for month in self.left_out)
            is_one = len(self.left_out) == 1
            text += f"; {names} {'is' if is_one else 'are'} left out, for what came "
            text += f"before {'it' if is_one else 'them'} is unknown"
        return f"{text}."


def choose_year(
    connection: duckdb.DuckDBPyConnection, period: Period | None
) -> Year | None:
    """Return the months of yearly figures; None while there is none.

    A final month of the period that a year of under twelve months does without is one
    whose tickets' starts are unknown: no other final month is left out.
    """
    rows = connection.execute(MONTHS).fetchall()
    if not rows:
        return None
    months = tuple(month for month, _ in rows)
    left_out = ()
    if period and not period.is_provisional and len(months) < WHOLE:
        left_out = tuple(month for month in period.months if month not in months)
    return Year(months, sum(days for _, days in rows), left_out)
