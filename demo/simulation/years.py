"""A world's year: customers with a problem, their contacts, and what is planted.

Customers are of two kinds, which differ in how often they have the problem and how
often they come back for it. What is planted follows from the probabilities, prices
and levers alone, and from nothing that happened: the average year of that world.
"""

import numpy as np

CUSTOMERS = (200, 2000)  # of an average world, from and to
YEAR, DAYS = 365, 303  # a year, and the days that are seen of it
HOURLY, EACH = 32.0, 0.6  # price of an hour, and of a contact beside it
HOURS, SHAPE = 0.15, 1.5  # of a contact: mean, and shape of their gamma law
INTERNAL_HOURS = 0.5


def simulated(rng: np.random.Generator, name: str) -> tuple[dict, dict, dict]:
    """Return a random world's contacts, its scenario, and what is planted.

    Of the latter `saving` is a year's, `avoidable` what a year's contacts after the
    first cost.
    """
    share = rng.dirichlet([2, 2])
    yearly = rng.uniform(0.2, 3, 2)  # problems a customer and year
    chance = rng.uniform(0.05, 0.5, 2)  # that a problem brings another contact
    goes_on = rng.uniform(0, 0.6, 2)  # that it then brings one more, each time
    has_internal = rng.uniform(0, 0.4)
    levers = {
        "problems_avoided_share": rng.uniform(0, 0.3),
        "excess_avoided_share": rng.uniform(0.2, 0.8),
        "handling_time_factor": rng.uniform(0.8, 1.2),
        "unit_cost_factor": rng.uniform(0.9, 1),
    }
    customers = int(rng.integers(*CUSTOMERS))

    problems = customers * (share * yearly).sum()
    excess = customers * (share * yearly * chance / (1 - goes_on)).sum()
    planted = _planted(levers, problems, excess, has_internal)

    kind = rng.choice(2, rng.poisson(customers), p=share)
    count = rng.poisson(yearly[kind] * DAYS / YEAR)
    customer = np.repeat(np.arange(len(kind)), count)
    comes_back = rng.random(len(customer)) < chance[kind[customer]]
    further = rng.geometric(1 - goes_on[kind[customer]])
    contacts = np.where(comes_back, 1 + further, 1)
    ticket = np.repeat(np.arange(len(customer)), contacts)
    number = np.arange(len(ticket)) - np.repeat(
        np.r_[0, np.cumsum(contacts)[:-1]], contacts
    )
    hours = rng.gamma(SHAPE, HOURS / SHAPE, len(ticket))
    internal = INTERNAL_HOURS * (
        (number == 0) & (rng.random(len(customer)) < has_internal)[ticket]
    )
    rows = {
        "ticket_root_number": ticket,
        "customer_id": [f"{name} {one}" for one in customer[ticket]],
        "contact_reason_id": [name] * len(ticket),
        "contact_number": number + 1,
        "contact_hours": hours,
        "contact_hourly_amount": HOURLY * hours,
        "internal_hours": internal,
        "internal_hourly_amount": HOURLY * internal,
    }
    return rows, levers, planted


def _planted(
    levers: dict, problems: float, excess: float, has_internal: float
) -> dict[str, float]:
    """Return what a year of a world would cost beyond need, and what is saved."""
    stays = 1 - levers["problems_avoided_share"]
    remains = stays * (problems + (1 - levers["excess_avoided_share"]) * excess)
    dearer = levers["unit_cost_factor"] * (
        levers["handling_time_factor"] * HOURLY * HOURS + EACH
    )
    internal = problems * has_internal * INTERNAL_HOURS * HOURLY
    today = (problems + excess) * (HOURLY * HOURS + EACH) + internal
    return {
        "saving": today - remains * dearer - stays * internal,
        "avoidable": excess * (HOURLY * HOURS + EACH),
    }
