"""A plain reading of the answer key: who truly came why, how often, at what cost.

A ticket is the method's: contacts of one person for one reason within reach of each
other. Customers and reasons are the true ones, contacts those that the world made,
and the company's work belongs to the contact it was done for.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

DAY = 86_400
CASE_GOES_ON = 90 * DAY
WRITTEN = ("email", "letter", "messaging")


@dataclass
class Contact:
    """A true contact; times in UTC seconds, amounts of its rows and its answers."""

    number: int
    person: int
    problem: int
    reason: str
    start: float = float("inf")
    end: float = float("-inf")
    channel: str = ""
    cases: set[int] = field(default_factory=set)
    answer: float = float("-inf")
    hourly: float = 0.0
    other: float = 0.0
    shown: tuple = (True, float("inf"))


@dataclass
class Ticket:
    """Contacts of one person and reason, and the work done for them beside."""

    reason: str
    contacts: list[Contact] = field(default_factory=list)
    further_hourly: float = 0.0
    further_other: float = 0.0
    internal: float = 0.0


Row = dict[str, Any]
Grouping = Callable[[Iterable[Contact], dict[str, int]], list[list[Contact]]]


def read_tickets(
    rows: list[Row], windows: dict[str, int], grouping: Grouping
) -> list[Ticket]:
    """Return the tickets of rows of the key; `windows` in seconds by reason.

    A row has contact, person, problem, reason, channel, direction, is_unanswered,
    started, ended, case, hourly and other; none is automatic.
    """
    contacts = _contacts(rows)
    tickets, ticket_of = [], {}
    for group in grouping(contacts.values(), windows):
        ticket = Ticket(group[0].reason, group)
        tickets.append(ticket)
        ticket_of |= {contact.number: ticket for contact in group}
    for row in rows:
        ticket = ticket_of.get(row["contact"])
        if ticket is None:  # its contact came before the exports begin
            continue
        if row["direction"] == "internal":
            ticket.internal += row["hourly"] + row["other"]
        elif row["direction"] == "outbound" and row["channel"] not in WRITTEN:
            ticket.further_hourly += row["hourly"]
            ticket.further_other += row["other"]
        else:
            contact = contacts[row["contact"]]
            contact.hourly += row["hourly"]
            contact.other += row["other"]
    return tickets


def _contacts(rows: list[Row]) -> dict[int, Contact]:
    contacts: dict[int, Contact] = {}
    for row in rows:
        if row["direction"] != "inbound":
            continue
        contact = contacts.setdefault(
            row["contact"],
            Contact(row["contact"], row["person"], row["problem"], row["reason"]),
        )
        contact.start = min(contact.start, row["started"])
        contact.end = max(contact.end, row["ended"])
        if row["case"] is not None:
            contact.cases.add(row["case"])
        # Its channel is that of the first row that somebody or something answered.
        if (row["is_unanswered"], row["started"]) < contact.shown:
            contact.shown = (row["is_unanswered"], row["started"])
            contact.channel = row["channel"]
    for row in sorted(rows, key=lambda row: row["started"]):
        contact = contacts.get(row["contact"])
        if contact and row["direction"] == "outbound" and row["channel"] in WRITTEN:
            if contact.answer == float("-inf"):
                contact.answer = row["started"]
    return contacts


def by_window(
    contacts: Iterable[Contact], windows: dict[str, int]
) -> list[list[Contact]]:
    """Return chains: a contact starts no later than those before it reach."""
    after = _next_of_case(list(contacts))
    groups: dict[tuple[int, str], list[Contact]] = defaultdict(list)
    for contact in contacts:
        groups[contact.person, contact.reason].append(contact)
    chains = []
    for (_, reason), group in groups.items():
        reach = float("-inf")
        for contact in sorted(group, key=lambda one: (one.start, one.number)):
            if contact.start > reach:
                chains.append([])
                reach = float("-inf")
            chains[-1].append(contact)
            until = max(contact.end, contact.answer) + windows[reason]
            reach = max(reach, until, after.get(contact.number, float("-inf")))
    return chains


def _next_of_case(contacts: list[Contact]) -> dict[int, float]:
    """Return when a contact's case goes on, if it does within 90 days."""
    cases = defaultdict(list)
    for contact in sorted(contacts, key=lambda one: (one.start, one.number)):
        for case in contact.cases:
            cases[contact.person, case].append(contact)
    found: dict[int, float] = {}
    for group in cases.values():
        for one, other in zip(group, group[1:], strict=False):
            if other.start <= one.end + CASE_GOES_ON:
                start = max(other.start, found.get(one.number, other.start))
                found[one.number] = start
    return found


def by_problem(
    contacts: Iterable[Contact], windows: dict[str, int]
) -> list[list[Contact]]:
    """Return all contacts of each true problem, however late."""
    groups = defaultdict(list)
    for contact in sorted(contacts, key=lambda one: (one.start, one.number)):
        groups[contact.problem].append(contact)
    return list(groups.values())
