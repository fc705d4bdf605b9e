"""Departures after each resolution, beside those after Once & Done."""

import pyarrow as pa
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

LEFT = {"once_and_done": (4, 200), "reiterated": (6, 90), "unserved": (0, 40)}


def effective(resolution):
    """Return departures and tickets, less one: each customer has one ticket.

    n/(n-1) is the factor of the variance; without departures n is kept.
    """
    left, count = LEFT[resolution]
    return (left * (count - 1) / count, count - 1) if left else (0, count)


@pytest.fixture(scope="module")
def churn(stage):
    """Rows by resolution; every ticket has a customer of its own, with 100 a year."""
    rows, number = [], 0
    for resolution, (left, count) in LEFT.items():
        for place in range(count):
            number += 1
            rows.append(
                {
                    "ticket_root_number": number,
                    "customer_number": number,
                    "contact_reason_id": "bill",
                    "resolution": resolution,
                    "yearly_revenue_amount": 100,
                    "is_departed": place < left,
                }
            )
    stage.fill("int_tickets_departed", pa.Table.from_pylist(rows))
    stage.run("int_departures_rated", "churn_at_stake")
    found = stage.connection.sql("from marts.churn_at_stake")
    return {
        row[1]: dict(zip(found.columns, row, strict=True))
        for row in found.fetchall()
        if row[0] == "bill"
    }


@pytest.mark.parametrize("resolution", LEFT)
def test_each_rate_has_wilsons_interval(churn, resolution):
    left, count = LEFT[resolution]
    row = churn[resolution]
    low, high = proportion_confint(*effective(resolution), method="wilson")
    assert row["departure_rate"] == left / count
    assert row["departure_rate_low"] == pytest.approx(low, abs=1e-9)
    assert row["departure_rate_high"] == pytest.approx(high, abs=1e-9)


@pytest.mark.parametrize("resolution", ["reiterated", "unserved"])
def test_the_difference_has_newcombes_interval(churn, resolution):
    row = churn[resolution]
    low, high = confint_proportions_2indep(
        *effective(resolution),
        *effective("once_and_done"),
        compare="diff",
        method="newcomb",
    )
    assert row["departure_rate_difference_low"] == pytest.approx(low, abs=1e-9)
    assert row["departure_rate_difference_high"] == pytest.approx(high, abs=1e-9)


def test_revenue_at_stake_is_the_difference_times_the_customers_revenue(churn):
    # 6/90 - 4/200 of 90 customers with 100 a year each: 4.2 customers.
    row = churn["reiterated"]
    assert row["yearly_revenue_amount"] == 9000
    assert float(row["revenue_at_stake_amount"]) == pytest.approx(420, abs=1e-5)
    assert churn["once_and_done"]["revenue_at_stake_amount"] is None


def test_a_customer_counts_once_in_the_revenue_and_repeats_in_the_interval(stage):
    """Ann left after two of her two tickets; Ben, of two, after none."""
    rows = [
        {
            "ticket_root_number": number,
            "customer_number": 1 + number // 3,
            "contact_reason_id": "bill",
            "resolution": "reiterated",
            "yearly_revenue_amount": 100,
            "is_departed": number < 3,
        }
        for number in (1, 2, 3, 4)
    ]
    stage.fill("int_tickets_departed", pa.Table.from_pylist(rows))
    stage.run("int_departures_rated", "churn_at_stake")
    ((revenue, low, difference, is_small),) = stage.rows(
        "select yearly_revenue_amount, departure_rate_low, departure_rate_difference, "
        "is_small_cell from marts.churn_at_stake where contact_reason_id = 'bill'"
    )
    # v = 2 (1 + 1) / 16 = 1/4: one ticket's worth; Wilson of 1/2 with n_eff = 1.
    low_by_hand, _ = proportion_confint(0.5, 1, method="wilson")
    assert revenue == 200
    assert low == pytest.approx(low_by_hand, abs=1e-9)
    assert difference is None and is_small


def test_over_all_reasons_a_customer_of_two_is_one_and_brings_revenue_once(stage):
    """Ann comes for two reasons and leaves; Ben comes for one and stays."""
    rows = [
        {
            "ticket_root_number": number,
            "customer_number": customer,
            "contact_reason_id": reason,
            "resolution": "reiterated",
            "yearly_revenue_amount": 100,
            "is_departed": customer == 1,
        }
        for number, (customer, reason) in enumerate(
            [(1, "bill"), (1, "move"), (2, "bill")], 1
        )
    ]
    stage.fill("int_tickets_departed", pa.Table.from_pylist(rows))
    stage.run("int_departures_rated", "churn_at_stake")
    found = stage.rows(
        "select contact_reason_id, ticket_count, customer_count, "
        "departed_ticket_count, yearly_revenue_amount from marts.churn_at_stake "
        "order by 1"
    )
    assert found == [
        ("all", 3, 2, 2, 200),
        ("bill", 2, 2, 1, 200),
        ("move", 1, 1, 1, 100),
    ]
