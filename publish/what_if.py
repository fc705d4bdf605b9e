"""What would be saved if a reason changed: arithmetic only, it reads nothing.

The formulas are those of publish/what_if_after.py, customer by customer; here are
totals, ranges and the business case. The mart what_if_savings says the same in SQL.
"""

import math

import numpy as np

from publish.what_if_after import SAVED, after
from publish.what_if_terms import Levers, Line, Prices, Today

Z = 1.959963984540054
LEAST_PRICED = 0.7  # share of contacts, below which money is not set against a fix


def outcome(
    customers: Today, levers: Levers, prices: Prices
) -> dict[str, float | None]:
    """Return the totals of `after`, each saving with its sampling range, 95 %.

    `customers` holds arrays, a place a customer: who comes in a year, and how often,
    is chance, so the variance of a total is the sum of squares. None where a figure
    cannot be: no parameters for posts, no hours left, nothing saved to pay back from,
    so little priced that a saving is a part of what the fix costs all of, nothing
    priced at all, a break-even below nothing.
    """
    moves = levers.first_contacts_to_self_care_share > 0
    return _together(
        [(customers, levers, _has_price(customers, moves, prices))], prices
    )


def _has_price(customers: Today, moves: bool, prices: Prices) -> bool:
    if not np.sum(customers.all.contacts):
        return True  # nobody came: nothing is saved
    is_known = not moves or prices.self_care_contact is not None
    return is_known and bool(np.sum(customers.all.priced_contacts))


def _of_line(
    customers: Today, levers: Levers, has_price: bool, prices: Prices
) -> dict[str, np.ndarray]:
    found = after(customers, levers, prices)
    amounts = () if has_price else ("amount_today", "amount_after", "saving")
    return found | {name: found[name] * math.nan for name in amounts}


def _together(
    parts: list[tuple[Today, Levers, bool]], prices: Prices
) -> dict[str, float | None]:
    afters = [_of_line(*part, prices) for part in parts]
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
    factors = {levers.handling_time_factor for _, levers, _ in parts}
    for name, saved, taken, is_known in (  # the f that saves no hour, no money
        ("break_even_handling_time_factor", found["hours_released"], "hours", True),
        ("break_even_cost_factor", net, "hourly", is_priced),
    ):
        taken = found[f"remaining_{taken}"]
        one = taken > 0 and len(factors) == 1 and is_known
        factor = max(factors) + saved / taken if one else math.nan
        found[name] = factor if factor >= 0 else None
    pays = net > 0 and is_priced
    found["payback_months"] = 12 * prices.one_off / net if pays else None
    revenue = prices.revenue_per_customer
    kept = sum(levers.departures_avoided_count for _, levers, _ in parts)
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
                    _has_price(line.customers, line.moves_contacts, prices),
                )
                for line in lines
            ],
            prices,
        )
        for end in ("low", "middle", "high")
    }
