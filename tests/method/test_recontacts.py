"""Recontact curves are what lifelines says; customers' repeats are a derivative.

lifelines knows no clusters: its curve and its log-log interval are compared with
every contact a customer of its own. The clustered variance is by definition the
sum over customers of the squared derivative of the curve by the customer's
weight, which complex numbers take to the last digit.
"""

import json
import math
import shutil
import subprocess

import duckdb
import numpy as np
import pytest

from tests.support.landed import ROOT

Z = 1.959963984540054
DAYS = range(91)
LIFELINES = """
import json, sys, lifelines
found = {}
for reason, (days, events) in json.load(sys.stdin).items():
    fit = lifelines.KaplanMeierFitter(alpha=0.05).fit(days, events, timeline=range(91))
    found[reason] = [fit.survival_function_.iloc[:, 0].tolist()] + [
        fit.confidence_interval_.iloc[:, end].tolist() for end in (0, 1)
    ]
json.dump(found, sys.stdout)
"""


@pytest.fixture(scope="module")
def lifelines(contacts_followed):
    """Per reason: survival, its lower and its upper end, days 0 to 90."""
    given = {
        reason: ([row[1] for row in rows], [row[2] for row in rows])
        for reason, rows in contacts_followed.items()
    }
    ran = subprocess.run(
        [str(ROOT / ".venv-lifelines/bin/python"), "-W", "ignore", "-c", LIFELINES],
        input=json.dumps(given),
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def curves(connection) -> dict[str, list[tuple]]:
    found: dict[str, list] = {}
    for reason, *row in connection.execute(
        "select contact_reason_id, recontact_rate, recontact_rate_low, "
        "recontact_rate_high from marts.recontact_curves "
        "order by contact_reason_id, day_number"
    ).fetchall():
        found.setdefault(reason, []).append(tuple(row))
    return found


def test_the_curve_is_that_of_lifelines(repeating, lifelines):
    found = curves(repeating.built)
    assert set(found) == set(lifelines) == {"bill", "move", "rare"}
    for reason, (survival, _, _) in lifelines.items():
        rates = [row[0] for row in found[reason]]
        assert rates == pytest.approx([1 - s for s in survival], abs=1e-9)
        assert rates[7] < rates[30] < rates[90] < 1


def test_where_no_customer_repeats_the_interval_is_that_of_lifelines(
    repeating, lifelines, tmp_path
):
    """The project's own SQL again, each contact being a customer of its own."""
    warehouse = tmp_path / "warehouse.duckdb"
    shutil.copy(repeating.data_dir / "warehouse.duckdb", warehouse)
    compiled = repeating.data_dir / "dbt" / "compiled" / "once_and_done" / "models"
    models = {path.stem: path.read_text() for path in compiled.rglob("*.sql")}
    with duckdb.connect(warehouse) as alone:
        alone.execute(
            "update intermediate.int_contacts_followed "
            "set customer_id = contact_root_number"
        )
        for name in ("intermediate.int_recontacts_clustered", "marts.recontact_curves"):
            alone.execute(
                f"create or replace table {name} as {models[name.split('.')[1]]}"
            )
        found = curves(alone)
    for reason, (survival, low, high) in lifelines.items():
        for day in DAYS:
            if not 0 < survival[day] < 1:
                continue
            _, rate_low, rate_high = found[reason][day]
            assert rate_low == pytest.approx(1 - high[day], abs=1e-9), (reason, day)
            assert rate_high == pytest.approx(1 - low[day], abs=1e-9), (reason, day)


def log_survival(days, events, weights):
    """Return the logarithm of Kaplan-Meier's survival at each day, as weighted."""
    total, found = 0, []
    for day in DAYS:
        at_risk = weights[days >= day].sum()
        total += np.log(1 - weights[(days == day) & events].sum() / at_risk)
        found.append(total)
    return np.array(found)


def test_repeating_customers_vary_as_the_derivative_by_their_weight(
    repeating, contacts_followed
):
    found = curves(repeating.built)
    for reason, rows in contacts_followed.items():
        days = np.array([row[1] for row in rows])
        events = np.array([row[2] for row in rows])
        customer = np.unique([row[0] for row in rows], return_inverse=True)[1]
        ones = np.ones(len(days))
        log = log_survival(days, events, ones)
        moved = np.array(
            [
                log_survival(days, events, ones + 1e-30j * (customer == one)).imag
                for one in range(customer.max() + 1)
            ]
        )
        deviation = np.sqrt(((moved / 1e-30) ** 2).sum(0))
        for day in DAYS:
            if log[day] == 0:
                continue
            factor = math.exp(Z * deviation[day] / -log[day])
            low = 1 - math.exp(log[day] / factor)
            high = 1 - math.exp(log[day] * factor)
            assert found[reason][day][1:] == pytest.approx((low, high), abs=1e-9)


def test_repeating_customers_change_the_interval(repeating, lifelines):
    _, low, high = lifelines["bill"]
    _, rate_low, rate_high = curves(repeating.built)["bill"][30]
    assert abs((rate_high - rate_low) - (high[30] - low[30])) > 1e-4


def test_until_somebody_comes_back_the_upper_end_is_three_customers(repeating):
    """Nobody starts a contact by the end of the one before: day 0 has none."""
    for reason, rate, low, high, customers in repeating.built.execute(
        "select curves.contact_reason_id, recontact_rate, recontact_rate_low, "
        "recontact_rate_high, count(distinct customer_id) "
        "from marts.recontact_curves as curves "
        "inner join marts.contacts using (contact_reason_id) "
        "where day_number = 0 group by all"
    ).fetchall():
        assert (rate, low, high) == (0, 0, pytest.approx(3 / customers)), reason
