"""What would be saved if a reason changed: arithmetic only, it reads nothing.

All figures are of a year. Levers: p problems avoided, x excess contacts avoided, s
first contacts moved to self-care (shares), f factor of handling time, u of unit
costs. A contact's work is its legs and the company's messages; internal work is
apart. With today's contacts C and hours H, those of excess contacts Cx and Hx, of
first contacts that people take C1 and H1 (of them excess: H1x), internal hours Hi:

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

from publish.what_if_terms import Levers, Line, Prices, Today

Z = 1.959963984540054
LEAST_PRICED = 0.7  # share of contacts, below which money is not set against a fix
SAVED = {
    "contacts_avoided": "contacts",
    "hours_released": "hours",
    "fte_released": "fte",
    "saving": "amount",
}


def after(today: Today, levers: Levers, prices: Prices) -> dict[str, np.ndarray]:
    """Return contacts, hours, posts and amount today and after, and what is saved.

    `remaining_hours` and `remaining_hourly` are what one of f takes. All is linear in
    `today`: arrays give arrays, whose sums are what the sums give.
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
    in_self_care = prices.self_care_contact * moved
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


def outcome(
    customers: Today, levers: Levers, prices: Prices
) -> dict[str, float | None]:
    """Return the totals of `after`, each saving with its sampling range, 95 %.

    `customers` holds arrays, a place a customer: who comes in a year, and how often,
    is chance, so the variance of a total is the sum of squares. None where a figure
    cannot be: no parameters for posts, no hours left, nothing saved to pay back from,
    so little priced that a saving is a part of what the fix costs all of.
    """
    return _together([(customers, levers)], prices)


def _together(
    parts: list[tuple[Today, Levers]], prices: Prices
) -> dict[str, float | None]:
    afters = [after(customers, levers, prices) for customers, levers in parts]
    by_customer = {name: sum(found[name] for found in afters) for name in afters[0]}
    found = {name: float(np.sum(values)) for name, values in by_customer.items()}
    for name in SAVED:
        half = Z * math.sqrt(float(np.sum(np.square(by_customer[name]))))
        found[f"{name}_low"] = found[name] - half
        found[f"{name}_high"] = found[name] + half
    net = found["net_saving"] = found["saving"] - prices.yearly
    contacts, priced = found["contacts_today"], found["priced_contacts_today"]
    found["priced_contact_share"] = priced / contacts if contacts else None
    is_priced = priced >= LEAST_PRICED * contacts
    factors = {levers.handling_time_factor for _, levers in parts}
    for name, saved, taken, is_known in (  # the f that saves no hour, no money
        ("break_even_handling_time_factor", found["hours_released"], "hours", True),
        ("break_even_cost_factor", net, "hourly", is_priced),
    ):
        taken = found[f"remaining_{taken}"]
        one = taken > 0 and len(factors) == 1 and is_known
        found[name] = max(factors) + saved / taken if one else None
    pays = net > 0 and is_priced
    found["payback_months"] = 12 * prices.one_off / net if pays else None
    revenue = prices.revenue_per_customer
    kept = sum(levers.departures_avoided_count for _, levers in parts)
    found["revenue_kept"] = None if revenue is None else revenue * kept
    return {
        name: None if value is None or math.isnan(value) else value
        for name, value in found.items()
    }


def what_if(lines: list[Line], prices: Prices) -> dict[str, dict[str, float | None]]:
    """Return a scenario's outcome at the prudent end (`low`), the middle, the bold end.

    Prudent are the smaller shares and the greater factors; `high` is the bold end.
    The lines are of the same customers, in the same places: each customer is summed
    over them before squares are taken. `prices` has what all lines cost together.
    The sampling range is that of the middle; the lever range runs from the least to
    the greatest of the three, each figure by itself, today being as counted.
    Break-even factors are None where the lines differ in their factor of handling time.
    """
    return {
        end: _together(
            [
                (
                    (line.bold_customers or line.customers)
                    if end == "high"
                    else line.customers,
                    line.levers_at(end),
                )
                for line in lines
            ],
            prices,
        )
        for end in ("low", "middle", "high")
    }
