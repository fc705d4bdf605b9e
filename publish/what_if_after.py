"""What a scenario makes of customers' year: the formulas, which read nothing.

All figures are of a year. Levers: p problems avoided, x excess contacts avoided, s
first contacts moved to self-care (shares), f factor of handling time, u of unit
costs (self-care's too, never of internal work). A contact's work is its legs and the
company's messages; internal work is apart. With today's contacts C and hours H, those
of excess contacts Cx and Hx, of first contacts that people take C1 and H1 (of them
excess: H1x), internal hours Hi:

    contacts after = (1 - p) (C - x Cx)
    R = (1 - p) (H - x Hx - s (H1 - x H1x))          contact hours at f = 1
    hours after  = f R + (1 - p) Hi
    amount after = u (f R_hour + R_other) + (1 - p) I

Full-time posts go as hours do, but only in-house hours are any.
R_hour is R of amounts priced by the hour, R_other of the rest, to which each contact
moved adds what one in self-care costs (of contacts whose own amounts are counted, as
on the other side); I is internal work. At the bold end of the
levers, internal work done after the expected contacts goes with the excess too:
Hi - x Hl and I - x Il. The mart what_if_savings says the same in SQL.
"""

import math

import numpy as np

from publish.what_if_terms import Levers, Prices, Today

SAVED = {
    "contacts_avoided": "contacts",
    "hours_released": "hours",
    "fte_released": "fte",
    "saving": "amount",
}


def after(today: Today, levers: Levers, prices: Prices) -> dict[str, np.ndarray]:
    """Return contacts, hours, posts and amount today and after, and what is saved.

    `remaining_hours` and `remaining_hourly` are what one of f takes. All is linear in
    `today`: arrays give arrays, whose sums are what the sums give. Amounts are NaN
    where contacts move to a self-care without a price.
    """
    stay, x = 1 - levers.problems_avoided_share, levers.excess_avoided_share
    s, f = levers.first_contacts_to_self_care_share, levers.handling_time_factor

    def remaining(kind: str, moved: float = s) -> np.ndarray:
        total, excess, first, both = (
            getattr(part, kind)
            for part in (today.all, today.excess, today.first, today.first_excess)
        )
        return stay * (total - x * excess - moved * (first - x * both))

    def internal(kind: str) -> np.ndarray:
        late = x * getattr(today.late, kind) if levers.is_bold else 0
        return stay * (getattr(today.internal, kind) - late)

    contacts, hours = remaining("contacts", moved=0), remaining("hours")
    hourly = levers.unit_cost_factor * remaining("hourly")
    moved = remaining("priced_contacts", moved=0) - remaining("priced_contacts")
    price = prices.self_care_contact
    in_self_care = np.where(moved > 0, math.nan if price is None else price, 0) * moved
    other = levers.unit_cost_factor * (remaining("other") + in_self_care)
    found = {
        "contacts_today": today.all.contacts,
        "priced_contacts_today": today.all.priced_contacts,
        "contacts_after": contacts,
        "hours_today": today.all.hours + today.internal.hours,
        "hours_after": f * hours + internal("hours"),
        "fte_today": today.all.fte + today.internal.fte,
        "fte_after": f * remaining("fte") + internal("fte"),
        "amount_today": sum(
            part.hourly + part.other for part in (today.all, today.internal)
        ),
        "amount_after": f * hourly + other + internal("hourly") + internal("other"),
        "remaining_hours": hours,
        "remaining_hourly": hourly,
    }
    for saved, kind in SAVED.items():
        found[saved] = found[f"{kind}_today"] - found[f"{kind}_after"]
    return found
