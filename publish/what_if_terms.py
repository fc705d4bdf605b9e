"""What a what-if is about: a year as it is, what changes in it, what that costs."""

from dataclasses import dataclass, fields

import numpy as np


@dataclass(frozen=True)
class Work:
    """Contacts, their hours, the posts of in-house hours, amount by the hour and rest.

    `fte` are full-time posts, each team's hours by its own parameters; partners' hours
    are none. NaN where parameters are missing. Amounts are of tickets whose cost is
    complete, and `priced_contacts` are the contacts of these.
    """

    contacts: np.ndarray
    priced_contacts: np.ndarray
    hours: np.ndarray
    fte: np.ndarray
    hourly: np.ndarray
    other: np.ndarray


@dataclass(frozen=True)
class Today:
    """A year of one reason as it is: totals, or arrays with a place a customer.

    `excess` are contacts beyond the expected ones, `first` first contacts that people
    take, `first_excess` both (where none is expected). `late` is internal work after
    the expected contacts; internal work is in no other part and has no contacts.
    """

    all: Work
    excess: Work
    first: Work
    first_excess: Work
    internal: Work
    late: Work


@dataclass(frozen=True)
class Levers:
    """What changes; the defaults change nothing. `is_bold` takes late work along."""

    problems_avoided_share: float = 0
    excess_avoided_share: float = 0
    first_contacts_to_self_care_share: float = 0
    handling_time_factor: float = 1
    unit_cost_factor: float = 1
    departures_avoided_count: float = 0
    is_bold: bool = False


@dataclass(frozen=True)
class Line:
    """A line of a scenario: its customers' year, and its levers as they are given.

    `bold_customers` has as excess what goes beyond the smaller expected_contacts of
    the line, where it changes them.
    """

    customers: Today
    low: Levers
    high: Levers
    bold_customers: Today | None = None

    @property
    def moves_contacts(self) -> bool:
        """Say whether it moves contacts to self-care, at some place of its levers."""
        ends = (self.low, self.high)
        return any(levers.first_contacts_to_self_care_share > 0 for levers in ends)

    def levers_at(self, end: str) -> Levers:
        """Return the levers at the prudent end (`low`), the `middle`, the bold `high`.

        Prudent are the smaller shares and the greater factors.
        """
        chosen = {"is_bold": end == "high"}
        for field in fields(Levers)[:-1]:
            given = [getattr(levers, field.name) for levers in (self.low, self.high)]
            is_factor = field.name.endswith("_factor")
            prudent, bold = sorted(given, reverse=is_factor)
            by_end = {"low": prudent, "middle": (prudent + bold) / 2, "high": bold}
            chosen[field.name] = by_end[end]
        return Levers(**chosen)


@dataclass(frozen=True)
class Prices:
    """What is given beside: of a unit, and of the change itself.

    None is unknown: what a contact moved to self-care would cost there, what a
    customer brings.
    """

    self_care_contact: float | None = None
    revenue_per_customer: float | None = None
    one_off: float = 0
    yearly: float = 0
