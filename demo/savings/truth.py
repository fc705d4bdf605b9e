"""What each scenario would have saved in the year that happened, by the answer key."""

import csv
from datetime import date, datetime

import duckdb

from demo.accuracy.pipeline import DEMO, Run
from demo.accuracy.truth import key_rows
from demo.savings.levers import outcomes, read_lines
from demo.savings.reading import DAY, Ticket, by_problem, by_window, read_tickets
from demo.savings.rows import priced_rows
from demo.world.clock import ZONE

GROUPINGS = {"by_window": by_window, "by_problem": by_problem}
SELF_CARE = ("web_selfcare", "app_selfcare")
# The days that yearly figures are of, and what brings them to twelve months.
YEAR = """
    select min(local_date), max(local_date), max(cast(year_factor as double))
    from intermediate.int_calendar_yearly
"""


def true_savings(
    connection: duckdb.DuckDBPyConnection, run: Run
) -> dict[str, dict[str, dict[str, float]]]:
    """Return a year's figures by the way to group contacts and by scenario.

    Of the warehouse, prices and the days of the year are read, and no more.
    """
    rows = priced_rows(connection, key_rows(run))
    first, last, factor = connection.execute(YEAR).fetchone()
    reasons = _reasons()
    windows = {name: days * DAY for name, (days, _) in reasons.items()}
    expected = {name: contacts for name, (_, contacts) in reasons.items()}
    found = {}
    for name, grouping in GROUPINGS.items():
        tickets = read_tickets(rows, windows, grouping)
        of_year = [one for one in tickets if first <= _day(one) <= last]
        made = outcomes(read_lines(DEMO), of_year, expected, _price(tickets))
        found[name] = {
            scenario: {
                "tickets": outcome.tickets,
                "contacts": outcome.contacts * factor,
                "contacts_avoided": outcome.contacts_avoided * factor,
                "cost": outcome.cost * factor,
                "saving": outcome.saving * factor,
            }
            for scenario, outcome in made.items()
        }
    return found


def _day(ticket: Ticket) -> date:
    return datetime.fromtimestamp(ticket.contacts[0].start, ZONE).date()


def _price(tickets: list[Ticket]) -> float:
    """Return what a contact in self-care costs on average."""
    costs = [
        contact.hourly + contact.other
        for ticket in tickets
        for contact in ticket.contacts
        if contact.channel in SELF_CARE
    ]
    return sum(costs) / len(costs)


def _reasons() -> dict[str, tuple[int, int]]:
    """Return window in days and expected contacts by reason."""
    with (DEMO / "contact_reasons.csv").open(encoding="utf-8") as file:
        return {
            row["contact_reason_id"]: (
                int(row["reiteration_window_days"]),
                int(row["expected_contacts"]),
            )
            for row in csv.DictReader(file)
        }
