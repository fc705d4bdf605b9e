"""Is the window that the data advise the one that was planted?

Each world is a reason of its own. Its customers open problems at a rate that
differs from customer to customer; each contact is followed by another for the
same problem with a planted chance, after a delay that follows a planted law. The
planted window is the day by which 95 % of these have come.
"""

import hashlib

import numpy as np
import pyarrow as pa

from demo.simulation.stage import Stage

DAY = 86400
YEAR = 365
LEAST_CONTACTS = 2000  # of a reason, below which the promise does not hold
LAWS = {  # delay as a share of its greatest, from a uniform number; its 95 % point
    "even": (lambda u: u, 0.95),
    "falling": (lambda u: 1 - np.sqrt(1 - u), 1 - np.sqrt(0.05)),
    "rising": (lambda u: np.sqrt(u), np.sqrt(0.95)),
    # Without an end: comebacks past day 45 blur into the base rate.
    "long tail": (lambda u: -np.log(1 - u), -np.log(0.05)),
}
PROMISED = ("even", "falling", "rising")
MODELS = (
    *("int_contacts_followed", "int_recontacts_counted", "int_recontacts_clustered"),
    *("int_customers_grouped", "int_customers_weighted", "int_recontacts_resampled"),
    *("int_windows_estimated", "window_advice"),
)


def simulated(rng: np.random.Generator, law: str, worlds: int) -> tuple[list, list]:
    """Return the contacts of random worlds (line, world, second), and their windows.

    A line is a customer of a world.
    """
    share, at_95 = LAWS[law]
    rows, windows = [], []
    for _ in range(worlds):
        window = int(rng.integers(2, 31))
        chance = rng.uniform(0.1, 0.4)
        yearly = rng.uniform(0.05, 0.3)  # problems of a customer
        contacts = LEAST_CONTACTS * np.exp(rng.uniform(0.05, np.log(10)))
        customers = int(contacts * (1 - chance) / yearly)
        # Gamma, so that some customers have many problems and most have none.
        problems = rng.poisson(yearly * rng.gamma(2, 0.5, customers))
        line = np.repeat(np.arange(customers), problems)
        at = rng.uniform(0, YEAR * DAY, len(line))
        made, times = [line], [at]
        while len(at):
            again = rng.random(len(at)) < chance
            line = line[again]
            delay = share(rng.random(len(line))) * window / at_95
            at = at[again] + delay * DAY
            made.append(line)
            times.append(at)
        rows.append((np.concatenate(made), np.concatenate(times)))
        windows.append(window)
    return rows, windows


def advice(stage: Stage, law: str, worlds: int, seed: int) -> dict:
    """Return how often the advised window is within two days of the planted one."""
    rng = np.random.default_rng([seed, list(LAWS).index(law)])
    rows, windows = simulated(rng, law, worlds)
    _fill(stage, rows, worlds)
    stage.run(*MODELS)
    found = stage.rows(
        "select contact_reason_id, conclusion, advised_window_days, "
        "advised_window_days_low, advised_window_days_high, contact_count "
        "from marts.window_advice"
    )
    tally = {"worlds": 0, "advised": 0, "within_two_days": 0, "in_range": 0}
    for name, conclusion, days, low, high, contacts in found:
        if contacts <= LEAST_CONTACTS:
            continue
        window = windows[int(name[1:])]
        tally["worlds"] += 1
        if conclusion == "advised":
            tally["advised"] += 1
            tally["within_two_days"] += abs(days - window) <= 2
            tally["in_range"] += low <= window <= high
    return tally


def digest(text: str) -> str:
    """Return 16 hex digits of SHA-256, as customer ids are."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _fill(stage: Stage, rows: list, worlds: int) -> None:
    """Put the contacts, each with its next, where the project's SQL reads them."""
    sizes = [len(line) for line, _ in rows]
    world = np.repeat(np.arange(worlds), sizes)
    second = np.concatenate([at for _, at in rows]).astype(np.int64)
    line = np.concatenate([line for line, _ in rows]) * worlds + world
    order = np.argsort(second, kind="stable")
    line, world, second = line[order], world[order], second[order]
    stage.fill("int_horizon", pa.table({"horizon_second": [YEAR * DAY]}))
    stage.fill(
        "int_contacts_caused",
        pa.table(
            {
                "contact_root_number": np.arange(len(line)),
                "ticket_root_number": line,
                "started_second": second,
                "ended_second": second,
            }
        ),
    )
    lines, first = np.unique(line, return_index=True)
    stage.fill(
        "int_tickets_opened",
        pa.table(
            {
                "ticket_root_number": lines,
                "customer_number": lines,
                "customer_id": [digest(str(number)) for number in lines],
                "contact_reason_id": [f"w{number}" for number in world[first]],
            }
        ),
    )
    stage.fill(
        "int_reasons_listed",
        pa.table(
            {
                "contact_reason_id": [f"w{number}" for number in range(worlds)],
                "reiteration_window_days": pa.array([7] * worlds, pa.int64()),
            }
        ),
    )
