"""A scenario at the middle of its levers, pulled ticket by ticket."""

import csv
from dataclasses import dataclass
from pathlib import Path

from demo.savings.reading import Ticket

UNCHANGED = {
    "problems_avoided_share": 0.0,
    "excess_avoided_share": 0.0,
    "first_contacts_to_self_care_share": 0.0,
    "handling_time_factor": 1.0,
    "unit_cost_factor": 1.0,
}
ALONE = ("web_selfcare", "app_selfcare", "ivr", "bot")


@dataclass
class Line:
    """A line of a scenario: its reason (`*`: those without a line), its levers."""

    scenario: str
    reason: str
    levers: dict[str, float]
    expected: int | None


@dataclass
class Outcome:
    """What a scenario makes of tickets: counts and amounts, not yet of a year."""

    tickets: int = 0
    contacts: float = 0.0
    contacts_avoided: float = 0.0
    cost: float = 0.0
    saving: float = 0.0


def read_lines(workspace: Path) -> list[Line]:
    """Return the lines of what_if_scenarios.csv, their levers at the middle."""
    with (workspace / "what_if_scenarios.csv").open(encoding="utf-8") as file:
        return [
            Line(
                row["scenario"],
                row["contact_reason_id"],
                {name: _middle(row, name, value) for name, value in UNCHANGED.items()},
                int(row["expected_contacts_high"] or 0) or None,
            )
            for row in csv.DictReader(file)
        ]


def _middle(row: dict[str, str], name: str, unchanged: float) -> float:
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    return (float(low) + float(high)) / 2 if low and high else unchanged


def outcomes(
    lines: list[Line],
    tickets: list[Ticket],
    expected: dict[str, int],
    self_care_price: float,
) -> dict[str, Outcome]:
    """Return what each scenario makes of the tickets; `expected` contacts by reason."""
    found: dict[str, Outcome] = {}
    for line in lines:
        outcome = found.setdefault(line.scenario, Outcome())
        own = {one.reason for one in lines if one.scenario == line.scenario}
        for ticket in tickets:
            reason = ticket.reason
            if reason == line.reason or (line.reason == "*" and reason not in own):
                expects = line.expected or expected[reason]
                _pull(line.levers, ticket, expects, self_care_price, outcome)
    return found


def _pull(
    levers: dict[str, float],
    ticket: Ticket,
    expected: int,
    self_care_price: float,
    outcome: Outcome,
) -> None:
    arises = 1 - levers["problems_avoided_share"]
    factor = levers["handling_time_factor"]
    today, people, moved, contacts_after = ticket.internal, 0.0, 0.0, 0.0
    for number, contact in enumerate(ticket.contacts, 1):
        stays = arises
        if number > expected:
            stays *= 1 - levers["excess_avoided_share"]
        contacts_after += stays
        if number == 1 and contact.channel not in ALONE:
            moved = stays * levers["first_contacts_to_self_care_share"]
            stays -= moved
        today += contact.hourly + contact.other
        people += stays * (factor * contact.hourly + contact.other)
    today += ticket.further_hourly + ticket.further_other
    people += arises * (factor * ticket.further_hourly + ticket.further_other)
    after = levers["unit_cost_factor"] * (people + self_care_price * moved)
    outcome.tickets += 1
    outcome.contacts += len(ticket.contacts)
    outcome.contacts_avoided += len(ticket.contacts) - contacts_after
    outcome.cost += today
    outcome.saving += today - after - arises * ticket.internal
