"""Changes between months, and what of them is only another mix of reasons.

The interval's variance is by definition the sum over customers of the squared
derivative of the figure by the customer's weight, times m/(m-1); complex numbers
take it to the last digit. For the plain change statsmodels says the same.
"""

import collections
import math

import numpy as np
import pytest
import statsmodels.api as sm

Z = 1.959963984540054
RATES = {
    "reiterated_ticket_rate": ("is_eligible", "is_reiterated"),
    "mean_contacts_30_days": ("is_30_days_known", "contact_count_30_days"),
}


def decomposed(rows, weights):
    """Return the change, at constant mix, and by mix of weighted tickets.

    Rows are (is_later, reason, customer, figure); weights are by customer.
    """
    count, sums = collections.Counter(), collections.Counter()
    for is_later, reason, customer, figure in rows:
        count[is_later, reason] += weights[customer]
        sums[is_later, reason] += weights[customer] * figure
    total = [sum(n for (side, _), n in count.items() if side is s) for s in (0, 1)]
    constant = mix = 0
    for reason in {reason for _, reason in count}:
        share = [count[side, reason] / total[side] for side in (0, 1)]
        both = [side for side in (0, 1) if count[side, reason] != 0]
        rate = [
            sums[s, reason] / count[s, reason] if s in both else None for s in (0, 1)
        ]
        if len(both) == 2:
            constant += (share[0] + share[1]) / 2 * (rate[1] - rate[0])
            mix += (rate[0] + rate[1]) / 2 * (share[1] - share[0])
        else:
            mix += rate[both[0]] * (share[1] - share[0])
    change = sum(sums[1, r] for s, r in sums if s == 1) / total[1]
    return change - sum(sums[0, r] for s, r in sums if s == 0) / total[0], constant, mix


def tickets(built, rate, month, compared):
    condition, figure = RATES[rate]
    return built.execute(
        "select cast(date_trunc('month', local_date) = $month as integer), "
        f"contact_reason_id, customer_id, cast({figure} as double) "
        f"from marts.tickets where {condition} "
        "and date_trunc('month', local_date) in ($month, $compared)",
        {"month": month, "compared": compared},
    ).fetchall()


@pytest.mark.parametrize("rate", RATES)
def test_each_change_has_the_interval_of_its_derivative(repeating, rate):
    pairs = repeating.built.execute(
        "select month_started_on, compared_month_started_on, "
        "rate_change, rate_change_low, rate_change_high, "
        "constant_mix_change, constant_mix_change_low, constant_mix_change_high, "
        "mix_change, mix_change_low, mix_change_high "
        f"from marts.rate_changes where rate_name = '{rate}' order by 1"
    ).fetchall()
    assert len(pairs) >= 6
    for month, compared, *shown in pairs:
        rows = tickets(repeating.built, rate, month, compared)
        customers = sorted({row[2] for row in rows})
        ones = dict.fromkeys(customers, 1.0)
        plain = decomposed(rows, ones)
        squares = np.zeros(3)
        for customer in customers:
            moved = decomposed(rows, ones | {customer: 1 + 1e-30j})
            squares += (np.array([figure.imag for figure in moved]) / 1e-30) ** 2
        half = Z * np.sqrt(squares * len(customers) / (len(customers) - 1))
        expected = [
            end
            for figure, width in zip(plain, half, strict=True)
            for end in (figure, figure - width, figure + width)
        ]
        assert shown == pytest.approx(expected, abs=1e-9), (month, rate)
        assert plain[0] == pytest.approx(plain[1] + plain[2], abs=1e-12)


def test_the_plain_change_is_that_of_statsmodels(repeating):
    """OLS on the month, clustered by customer; its own factor for few rows undone."""
    month, compared, change, low, high = repeating.built.execute(
        "select month_started_on, compared_month_started_on, rate_change, "
        "rate_change_low, rate_change_high from marts.rate_changes where rate_name = "
        "'mean_contacts_30_days' order by 1 limit 1"
    ).fetchone()
    rows = tickets(repeating.built, "mean_contacts_30_days", month, compared)
    later = np.array([row[0] for row in rows])
    groups = np.unique([row[2] for row in rows], return_inverse=True)[1]
    fit = sm.OLS([row[3] for row in rows], sm.add_constant(later)).fit(
        cov_type="cluster", cov_kwds={"groups": groups}
    )
    assert change == pytest.approx(fit.params[1], abs=1e-9)
    own = math.sqrt((len(rows) - 1) / (len(rows) - 2))
    assert high - low == pytest.approx(2 * Z * fit.bse[1] / own, abs=1e-9)


def test_another_mix_alone_moves_nothing_at_constant_mix(repeating):
    """Shares of reasons differ between months here, or this would prove nothing."""
    rows = repeating.built.execute(
        "select abs(mix_change), mix_change_high - mix_change_low "
        "from marts.rate_changes"
    ).fetchall()
    assert all(mix > 0 and width > 0 for mix, width in rows)
