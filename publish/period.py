"""The months that headline figures are counted over."""

import calendar
import datetime as dt
from dataclasses import dataclass

import duckdb

DEFINITION = "once_and_done"
GRAIN = "last_12_months"  # of reiteration_rates


@dataclass(frozen=True)
class Period:
    """The months of `last_12_months`, as the calendar mart marks them."""

    months: tuple[dt.date, ...]  # their first days, in time order
    is_provisional: bool
    left_out: tuple[dt.date, ...]  # months too young to be counted in

    @property
    def label(self) -> str:
        """Return the period in words, such as `January to November 2025`."""
        return spoken(self.months)


def choose_period(connection: duckdb.DuckDBPyConnection) -> Period | None:
    """Return the period to report, or None while no ticket is eligible.

    Leaves the temporary views period_tickets and period_contacts on the connection:
    the tickets that began in these months, the contacts made in them.
    """
    rows = connection.execute(
        "select distinct month_started_on, is_reported from marts.calendar order by 1"
    ).fetchall()
    months = [month for month, is_reported in rows if is_reported]
    connection.execute("create temp table period_months (month date)")
    if months:
        connection.executemany(
            "insert into period_months values (?)", [[month] for month in months]
        )
    for kind in ("tickets", "contacts"):
        connection.execute(
            f"create temp view period_{kind} as select * from marts.{kind} "
            "where date_trunc('month', local_date) in (from period_months)"
        )
    if not months:
        return None
    (is_provisional,) = connection.execute(
        "select is_provisional from marts.reiteration_rates "
        "where definition_id = ? and period_grain = ? and slice = 'all'",
        [DEFINITION, GRAIN],
    ).fetchone()
    young = [month for month, _ in rows if month > months[-1]]
    return Period(tuple(months), is_provisional, () if is_provisional else tuple(young))


def spoken(months: tuple[dt.date, ...]) -> str:
    """Return months, given by their first days in time order, in words."""
    first, last = months[0], months[-1]
    if first == last:
        return _month(last)
    if first.year == last.year:
        return f"{calendar.month_name[first.month]} to {_month(last)}"
    return f"{_month(first)} to {_month(last)}"


def _month(month: dt.date) -> str:
    return f"{calendar.month_name[month.month]} {month.year}"
