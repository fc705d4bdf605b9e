"""Coding quality against statsmodels, and against a simulated truth."""

import datetime as dt
import random

import numpy as np
import pytest
from statsmodels.stats.inter_rater import cohens_kappa, to_table

from tests.support.landed import Company

REASONS = {"billing": 0.5, "moving": 0.3, "router": 0.2}
KNOWN = 0.9  # of contacts; the others' code is a guess by the mix of reasons
SAME = 0.6  # of customers who come back, for the same reason
RETURN = 0.5  # of customers, within the window
CUSTOMERS = 6000
SAMPLE = 1500


def coded(rng, reason):
    """Return a coding of a contact: known, or guessed by the mix."""
    return reason if rng.random() < KNOWN else drawn(rng)


def drawn(rng):
    return rng.choices(list(REASONS), REASONS.values())[0]


@pytest.fixture(scope="module")
def simulated(tmp_path_factory):
    """One customer a pair of contacts at most, miscoded; and its true repeats."""
    rng = random.Random(5)
    company = Company(tmp_path_factory.mktemp("coding"), {"calls": {}})
    company.write(
        "contact_reason_mappings.csv",
        "source_name,source_reason_code,contact_reason_id",
        *(f"*,{reason},{reason}" for reason in REASONS),
    )
    sample = [
        (coded(rng, reason), coded(rng, reason))
        for reason in (drawn(rng) for _ in range(SAMPLE))
    ]
    company.write(
        "double_coded.csv",
        "interaction_id,first_contact_reason_id,second_contact_reason_id",
        *(f"{number},{one},{two}" for number, (one, two) in enumerate(sample)),
    )
    start = dt.datetime(2025, 1, 10, tzinfo=dt.UTC)
    pairs = []
    for customer in range(CUSTOMERS):
        first, second = drawn(rng), None
        if rng.random() < RETURN:
            others = [reason for reason in REASONS if reason != first]
            weights = [REASONS[reason] for reason in others]
            is_same = rng.random() < SAME
            second = first if is_same else rng.choices(others, weights)[0]
        codes = [coded(rng, reason) for reason in (first, second) if reason]
        pairs.append((first == second, codes))
        for day, code in enumerate(codes):
            company.interaction(
                "calls",
                f"{customer}-{day}",
                start + dt.timedelta(days=3 * day, seconds=customer),
                end=None,
                account=f"customer {customer}",
                source_reason_code=code,
            )
    company.complete("calls", "2025-06-01")
    chosen = ("--select", "+coding_agreement", "--exclude-resource-type", "test")
    with company.build(*chosen) as warehouse:
        cursor = warehouse.sql("select * from marts.coding_agreement")
        (row,) = cursor.fetchall()
        yield dict(zip(cursor.columns, row, strict=True)), sample, pairs


def test_kappa_and_its_interval_are_those_of_statsmodels(simulated):
    found, sample, _ = simulated
    table, _ = to_table(np.array([[list(REASONS).index(x) for x in s] for s in sample]))
    expected = cohens_kappa(table)
    assert found["item_count"] == SAMPLE
    assert found["kappa"] == pytest.approx(expected.kappa, abs=1e-9)
    assert found["kappa_low"] == pytest.approx(expected.kappa_low, abs=1e-9)
    assert found["kappa_high"] == pytest.approx(expected.kappa_upp, abs=1e-9)


def test_the_planted_agreement_and_repeats_lie_in_the_intervals(simulated):
    found, _, pairs = simulated
    truth = sum(is_same for is_same, _ in pairs) / CUSTOMERS
    assert found["kappa_low"] < KNOWN**2 < found["kappa_high"]
    assert found["conclusion"] == "concluded"
    low, high = (found[f"corrected_repeated_rate_{end}"] for end in ("low", "high"))
    assert low < truth < high
    assert low < RETURN * SAME < high
    # As coded, it lies far below: that is what is corrected.
    assert found["repeated_rate"] < low


def test_the_correction_is_the_equation_solved(simulated):
    found, _, pairs = simulated
    codes = [code for _, said in pairs for code in said]
    shares = np.array([codes.count(reason) for reason in REASONS]) / len(codes)
    known = found["kappa"] ** 0.5
    # Coded alike given truth: simulated cell by cell instead of by formula.
    matrix = known * np.eye(3) + (1 - known) * shares
    alike = shares @ (matrix @ matrix.T).diagonal()
    different = np.outer(shares, shares) - np.diag(shares**2)
    confused = ((matrix @ matrix.T) * different).sum() / different.sum()
    repeated = sum(len(said) == 2 and said[0] == said[1] for _, said in pairs)
    followed = sum(len(said) == 2 for _, said in pairs)
    solved = np.linalg.solve(
        [[1, 1], [alike, confused]], np.array([followed, repeated]) / CUSTOMERS
    )
    assert found["corrected_repeated_rate"] == pytest.approx(solved[0], abs=1e-9)
