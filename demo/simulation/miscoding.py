"""Does the corrected share of repeats hold the truth when contacts are miscoded?

Each world is a company of its own: customers of three kinds who differ in how many
problems they have, how often they come back and how often for the same reason; a
coding in use; a sample coded twice. What truly comes back follows from what is
planted. The project's own SQL corrects, or says that it cannot conclude.
"""

import numpy as np
import pyarrow as pa

from demo.simulation.stage import Stage

DAY = 86_400
WINDOW_DAYS = 7
QUIET_DAYS = 30  # from one problem of a customer to the next
MAX_PROBLEMS = 12
CUSTOMERS = (25, 3000)  # in a world, from and to
# How a contact that is not known is coded: by the mix of all contacts, as the
# correction assumes; or as any other reason alike, as it does not.
LAWS = ("by the mix", "any other reason")
PROMISED = ("by the mix",)
CONCLUSIONS = (
    *("concluded", "sample_too_small", "agreement_too_low", "too_few_customers"),
    "assumptions_fail",
)
MODELS = (
    *("int_contacts_paired", "int_codings_compared", "int_repeats_corrected"),
    "coding_agreement",
)


def simulated(rng: np.random.Generator, law: str) -> tuple[pa.Table, pa.Table, float]:
    """Return a world's contacts, its sample coded twice, and what truly repeats.

    A customer has 1 + Poisson(more) problems, QUIET_DAYS apart. Each contact is
    followed within the window with a chance, and then for the same reason with
    another; all three are those of the customer's kind. Two different reasons are
    drawn by their shares until they differ.
    """
    shares = rng.dirichlet(np.full(rng.integers(3, 15), 3.0))
    kind = rng.dirichlet([2, 2, 2])
    more = rng.uniform(0, 2, 3)
    follows, same = rng.uniform(0.15, 0.6, 3), rng.uniform(0.3, 0.95, 3)
    customers = int(np.exp(rng.uniform(*np.log(CUSTOMERS))))
    theirs = rng.choice(3, customers, p=kind)
    problems = np.minimum(1 + rng.poisson(more[theirs]), MAX_PROBLEMS)
    customer = np.repeat(np.arange(customers), problems)
    of_kind = theirs[customer]
    is_followed = rng.random(len(customer)) < follows[of_kind]
    is_same = is_followed & (rng.random(len(customer)) < same[of_kind])
    first, second = _reasons(rng, shares, is_followed & ~is_same)
    second = np.where(is_same, first, second)[is_followed]

    number = np.arange(len(customer)) - np.repeat(
        np.cumsum(problems) - problems, problems
    )
    start = number * QUIET_DAYS * DAY + rng.integers(0, DAY, len(customer))
    later = start + rng.integers(1, WINDOW_DAYS * DAY + 1, len(customer))
    truth = np.concatenate([first, second])
    mix = np.bincount(truth, minlength=len(shares)) / len(truth)
    known = rng.uniform(0.55, 0.99)
    contacts = _in_order(
        np.concatenate([customer, customer[is_followed]]),
        np.concatenate([start, later[is_followed]]),
        _coded(rng, law, truth, mix, known),
    )
    item = rng.choice(truth, rng.integers(60, 1500))
    sample = pa.table(
        {
            "line_number": np.arange(len(item)),
            "first_contact_reason_id": _names(_coded(rng, law, item, mix, known)),
            "second_contact_reason_id": _names(_coded(rng, law, item, mix, known)),
        }
    )
    counts = kind * (1 + more)
    return contacts, sample, float((counts * follows * same).sum() / counts.sum())


def _reasons(
    rng: np.random.Generator, shares: np.ndarray, differ: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return two reasons a pair, drawn again until those that differ do."""
    first, second = rng.choice(len(shares), (2, len(differ)), p=shares)
    while len(again := np.flatnonzero(differ & (first == second))):
        first[again], second[again] = rng.choice(len(shares), (2, len(again)), p=shares)
    return first, second


def _coded(
    rng: np.random.Generator,
    law: str,
    reason: np.ndarray,
    mix: np.ndarray,
    known: float,
) -> np.ndarray:
    if law == "by the mix":
        guess = rng.choice(len(mix), len(reason), p=mix)
    else:
        guess = (reason + rng.integers(1, len(mix), len(reason))) % len(mix)
    return np.where(rng.random(len(reason)) < known, reason, guess)


def _names(reason: np.ndarray) -> list[str]:
    return [f"r{number}" for number in reason]


def _in_order(customer: np.ndarray, second: np.ndarray, code: np.ndarray) -> pa.Table:
    order = np.argsort(second, kind="stable")
    return pa.table(
        {
            "contact_root_number": np.arange(1, len(order) + 1),
            "customer_number": customer[order] + 1,
            "contact_reason_id": _names(code[order]),
            "reason_rule": ["mapped"] * len(order),
            "started_second": second[order],
            "ended_second": second[order],
        }
    )


def correction(stage: Stage, law: str, worlds: int, seed: int) -> dict:
    """Return how often the corrected interval, and the share as coded, hold the truth.

    `covered_share` is out of the worlds concluded; `as_coded_below_share` says in how
    many of those the share as coded lies below the whole interval.
    """
    rng = np.random.default_rng([seed, LAWS.index(law)])
    stage.fill(
        "int_horizon",
        pa.table({"horizon_second": [(MAX_PROBLEMS + 1) * QUIET_DAYS * DAY]}),
    )
    tally = {"worlds": worlds} | dict.fromkeys(CONCLUSIONS, 0)
    held = below = 0
    for _ in range(worlds):
        contacts, sample, truth = simulated(rng, law)
        stage.fill("int_contacts_classified", contacts)
        stage.fill("stg_workspace__double_coded", sample)
        stage.run(*MODELS)
        ((conclusion, coded, low, high),) = stage.rows(
            "select conclusion, repeated_rate, corrected_repeated_rate_low, "
            "corrected_repeated_rate_high from marts.coding_agreement"
        )
        tally[conclusion] += 1
        if conclusion == "concluded":
            held += low <= truth <= high
            below += coded < low
    share = {
        "covered_share": round(held / max(1, tally["concluded"]), 4),
        "as_coded_below_share": round(below / max(1, tally["concluded"]), 4),
    }
    return tally | share
