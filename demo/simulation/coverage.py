"""Do 95 % intervals hold the truth 95 times in 100 when customers repeat?

Each world is a reason of its own, with customers of three kinds who differ in how
many tickets they open and how often they come back; its true rates follow from
what is planted. The project's own SQL makes the intervals; the naive ones, as if
every ticket were a customer of its own, stand beside them.
"""

import datetime as dt
import math

import numpy as np
import pyarrow as pa

from demo.simulation.stage import Stage

Z = 1.959963984540054
RATES = ("reiterated_ticket_rate", "mean_contacts_30_days")
MONTH = dt.date(2025, 3, 1)
CUSTOMERS = (60, 400)  # in a world, from and to


def simulated(rng: np.random.Generator, worlds: int) -> tuple[pa.Table, dict]:
    """Return the tickets of random worlds, and the true rates of each.

    A customer opens 1 + Poisson(more) tickets; each is reiterated with a chance,
    and then goes on with another after each contact: 1 + geometric contacts
    within 30 days. All three are those of the customer's kind.
    """
    shares = rng.dirichlet([2, 2, 2], worlds)
    more = rng.choice([0, 1, 2, 4, 8], (worlds, 3))
    chance = rng.uniform(0.02, 0.7, (worlds, 3))
    goes_on = rng.uniform(0, 0.8, (worlds, 3))
    tickets = shares * (1 + more)
    reiterations = chance / (1 - goes_on)
    truth = {
        "reiterated_ticket_rate": (tickets * chance).sum(1) / tickets.sum(1),
        "mean_contacts_30_days": 1 + (tickets * reiterations).sum(1) / tickets.sum(1),
    }

    size = rng.integers(*CUSTOMERS, worlds)
    world = np.repeat(np.arange(worlds), size)
    kind = (
        rng.random(len(world))[:, None] > np.cumsum(shares, axis=1)[world][:, :2]
    ).sum(1)
    count = 1 + rng.poisson(more[world, kind])
    customer = np.repeat(np.arange(len(world)), count)
    is_reiterated = rng.random(len(customer)) < chance[world, kind][customer]
    further = rng.geometric(1 - goes_on[world, kind][customer])
    rows = pa.table(
        {
            "ticket_id": [f"t{number}" for number in range(len(customer))],
            "customer_id": [f"k{number}" for number in customer],
            "contact_reason_id": [f"w{number}" for number in world[customer]],
            "local_date": [MONTH] * len(customer),
            "first_channel": ["phone"] * len(customer),
            "contact_count": np.where(is_reiterated, 1 + further, 1),
            "contact_count_30_days": np.where(is_reiterated, 1 + further, 1),
            "is_reiterated": is_reiterated,
            **{
                name: np.ones(len(customer), bool)
                for name in ("is_start_known", "is_eligible", "is_30_days_known")
            },
        }
    )
    return rows, truth


def naive(rows: pa.Table, worlds: int) -> dict[str, np.ndarray]:
    """Return intervals (low, high) per world as if each ticket were a customer."""
    world = np.array([int(text[1:]) for text in rows["contact_reason_id"].to_pylist()])
    count = np.bincount(world, minlength=worlds)
    share = np.bincount(world, rows["is_reiterated"].to_numpy(), worlds) / count
    middle = share + Z**2 / (2 * count)
    spread = Z * np.sqrt(share * (1 - share) / count + Z**2 / (4 * count**2))
    contacts = rows["contact_count_30_days"].to_numpy()
    mean = np.bincount(world, contacts, worlds) / count
    variance = np.bincount(world, contacts**2, worlds) / count - mean**2
    factor = np.exp(Z * np.sqrt(variance / count) / mean)
    return {
        "reiterated_ticket_rate": np.array([middle - spread, middle + spread])
        / (1 + Z**2 / count),
        "mean_contacts_30_days": np.array([mean / factor, mean * factor]),
    }


def coverage(stage: Stage, worlds: int, seed: int) -> dict[str, dict]:
    """Return, per rate, how often its interval, and the naive one, hold the truth."""
    rows, truth = simulated(np.random.default_rng(seed), worlds)
    stage.fill("int_tickets_described", rows)
    stage.fill(
        "int_calendar_periods",
        pa.table(
            {
                "local_date": [MONTH],
                "period_grain": ["month"],
                "period_started_on": [MONTH],
                "is_final": [True],
            }
        ),
    )
    stage.run(
        *("int_rates_counted", "int_rates_squared"),
        *("int_rates_summed", "int_rates_estimated"),
    )
    printed = naive(rows, worlds)
    found = {}
    for rate in RATES:
        held = narrow = 0
        intervals = stage.rows(
            "select slice_value, low, high from intermediate.int_rates_estimated "
            f"where slice = 'reason' and rate_name = '{rate}'"
        )
        for name, low, high in intervals:
            world = int(name[1:])
            true = truth[rate][world]
            held += low <= true <= high
            narrow += printed[rate][0][world] <= true <= printed[rate][1][world]
        assert len(intervals) == worlds and not math.isnan(true)
        found[rate] = {
            "worlds": worlds,
            "covered_share": round(float(held) / worlds, 4),
            "naive_covered_share": round(float(narrow) / worlds, 4),
        }
    return found
