"""Every rate's interval is what statsmodels says of the same tickets.

OLS on a constant with a covariance clustered by customer gives the variance of a
mean when customers repeat; Wilson's interval is statsmodels' own too.
"""

import datetime as dt
import math
import random

import numpy as np
import pytest
import statsmodels.api as sm
from statsmodels.stats.proportion import proportion_confint

from tests.support.landed import Company

DAY = 86400
START = dt.datetime(2025, 1, 10, 9, tzinfo=dt.UTC)
CELL = "period_grain, period_started_on, slice, slice_value, slice_value_2"
# Of the tickets of a cell: which count, the figure of one, how many times it counts.
RATES = {
    "reiterated_ticket_rate": ("is_eligible", "is_reiterated"),
    "reiterated_late_rate": ("is_eligible", "resolution = 'reiterated_late'"),
    "unserved_rate": ("is_eligible", "resolution = 'unserved'"),
    "once_and_done_rate": ("is_eligible", "is_once_and_done"),
    "within_expected_rate": ("is_eligible", "is_within_expected"),
    "mean_contacts_30_days": ("is_30_days_known", "contact_count_30_days"),
    "mean_contacts": ("is_eligible", "contact_count"),
    "mean_reiterations": ("is_eligible", "reiteration_count"),
    "excess_contacts": ("is_eligible", "excess_contact_count"),
    "self_care_containment_rate": (
        "is_eligible and first_channel in ('web_selfcare', 'app_selfcare')",
        "last_channel in ('web_selfcare', 'app_selfcare')",
    ),
}
OF_WHOLE_TICKETS = {"mean_contacts", "mean_reiterations", "excess_contacts"}
MEANS = OF_WHOLE_TICKETS | {"mean_contacts_30_days"}


def a_company(folder):
    """Customers who differ in how often they come, over three sources."""
    rng = random.Random(11)
    company = Company(folder, {"calls": {"threads": "contact"}, "desk": {}, "site": {}})
    company.write(
        "contact_reasons.csv",
        "contact_reason_id,reason_group,journey_step,expected_contacts,"
        "reiteration_window_days",
        "bill,money,pay,1,7",
        "move,life,change,2,14",
        "rare,life,change,0,3",
    )
    company.write(
        "contact_reason_mappings.csv",
        "source_name,source_reason_code,contact_reason_id",
        *(f"*,{reason},{reason}" for reason in ("bill", "move", "rare")),
    )
    channels = {"calls": ["phone"], "desk": ["email"], "site": ["web_selfcare"]}
    number = 0
    for customer in range(160):
        at = START + dt.timedelta(seconds=rng.randrange(40 * DAY))
        for _ in range(1 + int(rng.expovariate(0.35))):
            source = rng.choice(list(channels))
            number += 1
            company.interaction(
                source,
                f"i{number}",
                at,
                end=None,
                account=None if rng.random() < 0.05 else f"customer {customer}",
                channel=rng.choice(channels[source]),
                outcome=rng.choice(["handled"] * 4 + ["abandoned", "failed"]),
                handling_seconds=60.0,
                source_reason_code=rng.choice(
                    ["bill"] * 6 + ["move"] * 3 + ["rare", None]
                ),
                team_name=rng.choice(["north", "south", None]),
            )
            at += dt.timedelta(seconds=int(rng.expovariate(1 / (6 * DAY))))
    for source in channels:
        company.complete(source, "2025-12-01")  # the year is not over yet
        company.sources[source]["delivery"] = {"complete_from": "2024-12-01"}
    return company


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return a_company(tmp_path_factory.mktemp("rates")).build()


def tickets_of(built, cell, condition, value):
    """Return the figures and customers of a cell's tickets, straight from the mart."""
    _, _, name, slice_value, second = cell
    start, end = period(cell)
    where = {
        "all": "true",
        "reason": "contact_reason_id = $value",
        "reason_group": "reason_group = $value",
        "journey_step": "journey_step = $value",
        "first_channel": "first_channel = $value",
        "reason+first_channel": "contact_reason_id = $value and "
        "first_channel = $second",
        "first_team": "first_team_name = $value",
    }[name]
    days = "local_date >= $start and local_date < $end"
    given = {"start": start, "end": end}
    if cell[0] == "last_12_months":
        reported = "select local_date from marts.calendar where is_reported"
        days, given = f"local_date in ({reported})", {}
    given |= {"value": slice_value} if "$value" in where else {}
    given |= {"second": second} if "$second" in where else {}
    return built.execute(
        f"select cast({value} as double), customer_id from marts.tickets "
        f"where {condition} and {where} and {days} order by ticket_id",
        given,
    ).fetchall()


def period(cell):
    grain, start = cell[:2]
    if grain == "week":
        return start, start + dt.timedelta(days=7)
    if grain == "year":
        return start, start.replace(year=start.year + 1)
    return start, (start + dt.timedelta(days=32)).replace(day=1)


def interval(rows, is_mean):
    """Return mean, low and high as statsmodels has them; rows are (figure, group)."""
    figures = np.array([row[0] for row in rows])
    groups = np.unique([row[1] for row in rows], return_inverse=True)[1]
    mean, customers = figures.mean(), groups.max() + 1
    if is_mean and mean == 0:
        return 0, 0, 3 / customers
    if customers < 2:
        if is_mean:
            return mean, None, None
        return mean, *proportion_confint(mean * customers, customers, method="wilson")
    fit = sm.OLS(figures, np.ones(len(figures))).fit(
        cov_type="cluster", cov_kwds={"groups": groups}
    )
    variance = fit.cov_params()[0, 0]
    if is_mean:
        factor = math.exp(1.959963984540054 * math.sqrt(variance) / mean)
        return mean, mean / factor, mean * factor
    count = len(figures)
    if mean in (0, 1):
        effective = customers
    else:
        effective = min(count, mean * (1 - mean) / variance) if variance else count
    return mean, *proportion_confint(mean * effective, effective, method="wilson")


@pytest.mark.parametrize("rate", RATES)
def test_each_interval_is_that_of_statsmodels(built, rate):
    condition, value = RATES[rate]
    cells = built.execute(
        f"select is_provisional, {CELL}, {rate}, {rate}_low, {rate}_high "
        "from marts.reiteration_rates where definition_id = 'once_and_done'"
    ).fetchall()
    compared = 0
    for is_provisional, *cell, mean, low, high in cells:
        rows = tickets_of(built, cell, condition, value)
        if not rows or (is_provisional and rate in OF_WHOLE_TICKETS):
            assert mean is low is high is None
            continue
        expected = interval(rows, rate in MEANS)
        for found, wanted in zip((mean, low, high), expected, strict=True):
            assert (found is None) == (wanted is None), (cell, rate)
            if wanted is not None:
                assert found == pytest.approx(wanted, abs=1e-9), (cell, rate)
        compared += mean is not None
    assert compared > 30


def test_the_interval_of_reiterations_over_contacts_clusters_contacts(built):
    cells = built.execute(
        f"select {CELL}, reiteration_rate, reiteration_rate_low, "
        "reiteration_rate_high from marts.reiteration_rates "
        "where definition_id = 'once_and_done' and eligible_ticket_count > 0"
    ).fetchall()
    for *cell, mean, low, high in cells:
        tickets = tickets_of(built, cell, "is_eligible", "contact_count")
        contacts = [
            (float(number > 0), customer)
            for count, customer in tickets
            for number in range(int(count))
        ]
        expected = interval(contacts, is_mean=False)
        assert (mean, low, high) == pytest.approx(expected, abs=1e-9), cell


def test_repeating_customers_widen_the_interval(built):
    """The naive interval of the same tickets is narrower where customers repeat."""
    count, rate, low, high = built.execute(
        "select eligible_ticket_count, reiterated_ticket_rate, "
        "reiterated_ticket_rate_low, reiterated_ticket_rate_high "
        "from marts.reiteration_rates where definition_id = 'once_and_done' "
        "and period_grain = 'year' and slice = 'all'"
    ).fetchone()
    naive = proportion_confint(rate * count, count, method="wilson")
    assert high - low > naive[1] - naive[0]
