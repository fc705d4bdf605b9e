"""Why customers of Demo Telecom come, and how often one answer is not enough."""

from typing import NamedTuple

import numpy as np


class Reason(NamedTuple):
    """One problem kind of the world; the id is that of contact_reasons.csv."""

    id: str
    share: float  # of problems
    solved: float  # probability that a served contact solves it
    minutes: float  # mean handling of a call
    window_days: int
    back_office: float  # probability of internal work per contact
    self_care: float  # taste for self-care, 1 as for the others
    group: str


# Three are clearly worst: what they need lies with logistics, accounting, field work.
REASONS = (
    Reason("router_replacement", 0.075, 0.49, 10.0, 14, 0.35, 0.5, "technical"),
    Reason("billing_dispute", 0.085, 0.52, 9.0, 30, 0.40, 0.8, "billing"),
    Reason("installation_appointment", 0.080, 0.54, 6.5, 14, 0.30, 0.6, "delivery"),
    Reason("network_outage", 0.110, 0.81, 4.5, 7, 0.05, 0.8, "technical"),
    Reason("slow_connection", 0.090, 0.76, 11.0, 14, 0.10, 0.8, "technical"),
    Reason("invoice_question", 0.130, 0.91, 5.0, 14, 0.03, 1.6, "billing"),
    Reason("payment_failure", 0.070, 0.89, 4.0, 7, 0.05, 2.2, "billing"),
    Reason("password_reset", 0.070, 0.94, 3.0, 7, 0.03, 3.0, "account"),
    Reason("contract_change", 0.075, 0.89, 8.5, 14, 0.10, 1.3, "sales"),
    Reason("home_move", 0.040, 0.78, 12.0, 30, 0.30, 1.0, "sales"),
    Reason("delivery_tracking", 0.065, 0.84, 3.5, 7, 0.10, 2.0, "delivery"),
    Reason("cancellation", 0.045, 0.82, 9.0, 30, 0.20, 0.6, "sales"),
    Reason("roaming_option", 0.035, 0.93, 4.0, 7, 0.03, 1.8, "sales"),
    Reason("phone_repair", 0.030, 0.73, 7.0, 30, 0.30, 0.7, "technical"),
)
IDS = tuple(reason.id for reason in REASONS)
GROUPS = ("technical", "billing", "delivery", "account", "sales")
OUTAGE = IDS.index("network_outage")
# What the telephone menu has a key of its own for, and may solve by itself.
MENU_KEYS = (
    "network_outage",
    "installation_appointment",
    "password_reset",
    "delivery_tracking",
)
IN_MENU = np.isin(IDS, MENU_KEYS)


def of_each(field: str) -> np.ndarray:
    """Return one field of all reasons, in their order."""
    return np.array([getattr(reason, field) for reason in REASONS])


GROUP_OF = np.array([GROUPS.index(reason.group) for reason in REASONS])
