"""Shrunk rates are the beta-binomial's, its moments by Kleinman's formulas.

J. C. Kleinman, Proportions with extraneous variance: single and independent
samples, Journal of the American Statistical Association 68 (1973).
"""

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint


def kleinman(rates, counts):
    """Return shrunk rates: weights are the counts, no correlation below 0."""
    total = counts.sum()
    mean = (counts * rates).sum() / total
    spread = (counts * (rates - mean) ** 2).sum()
    binomial = mean * (1 - mean)
    of_chance = (1 - counts / total).sum()
    correlation = (spread - binomial * of_chance) / (
        binomial * ((counts * (1 - counts / total)).sum() - of_chance)
    )
    if correlation <= 0:
        return np.full(len(rates), mean)
    prior = 1 / correlation - 1
    alpha, beta = prior * mean, prior * (1 - mean)
    return (counts * rates + alpha) / (counts + alpha + beta)


def effective(rate, width):
    """Return the count for which Wilson's interval is as wide."""
    few, many = 1e-6, 1e7
    for _ in range(200):
        middle = (few * many) ** 0.5
        low, high = proportion_confint(rate * middle, middle, method="wilson")
        few, many = (middle, many) if high - low > width else (few, middle)
    return middle


def test_each_reason_is_drawn_to_the_mean_of_all(repeating):
    cells = repeating.built.execute(
        "select period_grain, period_started_on, slice_value, "
        "reiterated_ticket_rate, reiterated_ticket_rate_high "
        "- reiterated_ticket_rate_low, reiterated_ticket_rate_shrunk "
        "from marts.reiteration_rates "
        "where slice = 'reason' and eligible_ticket_count > 0 "
        "and definition_id = 'once_and_done'"
    ).fetchall()
    groups: dict = {}
    for grain, start, *row in cells:
        groups.setdefault((grain, start), []).append(row)
    compared = 0
    for rows in groups.values():
        rates = np.array([row[1] for row in rows])
        if len(rows) < 3:
            continue
        counts = np.array([effective(row[1], row[2]) for row in rows])
        shrunk = kleinman(rates, counts)
        assert [row[3] for row in rows] == pytest.approx(shrunk, abs=1e-6)
        compared += 1
    assert compared > 10


def test_only_reasons_have_shrunk_rates(repeating):
    found = repeating.built.execute(
        "select distinct slice, slice_value from marts.reiteration_rates "
        "where reiterated_ticket_rate_shrunk is not null"
    ).fetchall()
    assert sorted(found) == [("reason", "bill"), ("reason", "move"), ("reason", "rare")]


def test_ranks_are_those_of_the_curves(repeating):
    found = repeating.built.execute(
        "select window_days, contact_reason_id, rate_rank, best_rate_rank, "
        "worst_rate_rank from marts.rank_sensitivity order by all"
    ).fetchall()
    curves = repeating.built.execute(
        "select day_number, contact_reason_id, recontact_rate "
        "from marts.recontact_curves"
    ).fetchall()
    ranks: dict[str, list[int]] = {}
    for window, reason, rank, _, _ in found:
        rates = {name: rate for day, name, rate in curves if day == window}
        order = sorted(rates, key=rates.get, reverse=True)
        assert rank == order.index(reason) + 1
        ranks.setdefault(reason, []).append(rank)
    assert {row[0] for row in found} == {1, 3, 7, 14, 15, 30, 45}
    for _, reason, _, best, worst in found:
        assert (best, worst) == (min(ranks[reason]), max(ranks[reason]))
