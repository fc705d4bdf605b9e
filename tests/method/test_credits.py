"""A credit of the ledger leaves amounts below nothing: intervals stand all the same."""

import datetime as dt
import math

import pyarrow as pa
import pytest

from publish.costs import _mean

MARCH = dt.date(2025, 3, 1)
Z = 1.959963984540054


def year_of(stage, **sums):
    """Return low, middle and high of one reason's avoidable cost in a whole year."""
    known = dict.fromkeys(
        ("ticket_count", "complete_ticket_count", "complete_contact_count"), 40
    )
    counts = {"customer_count": 40, "excess_ticket_count": 2, "cost_amount": 400.0}
    counts |= {"priced_excess_ticket_count": 2, "late_unpriced_ticket_count": 0}
    place = {"contact_reason_id": "bill", "first_channel": "all"}
    rows = [place | known | counts | sums]
    stage.fill("int_priorities_summed", pa.Table.from_pylist(rows))
    year = {"local_date": MARCH, "month_started_on": MARCH, "month_count": 12}
    year |= {"day_count": 365, "is_annualised": False, "year_factor": 1.0}
    stage.fill("int_calendar_yearly", pa.Table.from_pylist([year]))
    reason = {"contact_reason_id": "bill", "expected_contacts": 1}
    stage.fill("contact_reasons", pa.Table.from_pylist([reason]))
    stage.run("int_priorities_estimated", "int_priorities_ranked", "reason_priorities")
    amount = "yearly_avoidable_cost_amount"
    ((low, middle, high, share),) = stage.rows(
        f"select {amount}_low, {amount}, {amount}_high, cumulative_share "
        "from marts.reason_priorities"
    )
    assert 0 <= (share or 0) <= 1
    return float(low), float(middle), float(high)


def both(amounts, late=()):
    """Return the sums of customers' amounts, and with what was late beside them."""
    late = [*late, *[0] * (len(amounts) - len(late))]
    together = [sum(pair) for pair in zip(amounts, late, strict=True)]
    return {
        "avoidable_amount": float(sum(amounts)),
        "avoidable_squared": float(sum(one * one for one in amounts)),
        "late_amount": float(sum(late)),
        "with_late_amount": float(sum(together)),
        "with_late_squared": float(sum(one * one for one in together)),
    }


@pytest.mark.parametrize("amounts", [(50, -49), (3, -8), (50, -50)])
def test_where_a_credit_all_but_takes_a_year_away_its_interval_is_plain(stage, amounts):
    # 1.00 on the log scale would run to 1.00 · exp(1.96 · 70): no amount at all.
    width = Z * math.hypot(*amounts)
    low, middle, high = year_of(stage, **both(amounts))
    assert middle == sum(amounts)
    assert low == pytest.approx(middle - width, abs=1e-5)
    assert high == pytest.approx(middle + width, abs=1e-5)


def test_one_customer_alone_still_has_the_log_scale(stage):
    # The error is as great as the amount, and no credit made it so.
    low, middle, high = year_of(stage, **both((21,)))
    assert low == pytest.approx(21 / math.exp(Z), abs=1e-5)
    assert high == pytest.approx(21 * math.exp(Z), abs=1e-5)


def test_a_little_late_work_of_another_customer_makes_no_upper_end_lower(stage):
    # 10 of one customer: to 10 · exp(1.96) = 71.0. With 1 of another, 11 ·
    # exp(1.96 · √101 / 11) = 65.9: more cost, and a lower end of it.
    _, _, high = year_of(stage, **both((10, 0), late=(0, 1)))
    assert high == pytest.approx(10 * math.exp(Z), abs=1e-5)


def mean_of(stage, mean, variance):
    """Return the interval of what tickets of one cell cost."""
    place = {"contact_reason_id": "bill", "first_channel": "phone"}
    ticket = place | {"local_date": MARCH, "is_eligible": True}
    ticket |= {"has_complete_cost": True, "cost_to_resolve_amount": mean}
    stage.fill("tickets", pa.Table.from_pylist([ticket, ticket]))
    cell = place | {"month_started_on": MARCH, "customer_count": 2}
    cell |= {"measured_ticket_count": 2, "mean_amount": mean, "variance": variance}
    stage.fill("int_costs_clustered", pa.Table.from_pylist([cell]))
    months = [{"month_started_on": MARCH, "is_provisional": False}]
    stage.fill("int_calendar_months", pa.Table.from_pylist(months))
    stage.run("costs_to_resolve")
    return stage.rows(
        "select mean_amount_low, mean_amount_high from marts.costs_to_resolve"
    )[0]


@pytest.mark.parametrize(("mean", "error"), [(0.01, 100.0), (-3.0, 1.0), (0.0, 2.0)])
def test_a_mean_that_credits_all_but_take_away_has_a_plain_interval(stage, mean, error):
    low, high = mean_of(stage, mean, error**2)
    assert low == pytest.approx(mean - Z * error, abs=1e-9)
    assert high == pytest.approx(mean + Z * error, abs=1e-9)


def test_two_errors_are_still_on_the_log_scale_a_hair_more_is_not(stage):
    # Without credits an error is under twice the mean: 2/1 · 2 · k²/(1 + k)⁴.
    assert mean_of(stage, 1.0, 4.0)[0] == pytest.approx(math.exp(-2 * Z), abs=1e-9)
    assert mean_of(stage, 1.0, 4.0001)[0] < 0


def test_the_report_says_such_a_mean_with_the_same_interval():
    # Thirty customers with one ticket each: 29 cost 10.00, a credit takes 289.70.
    amounts = [10.0] * 29 + [-289.7]
    mean = sum(amounts) / 30
    row = _mean(
        {
            "measured_count": 30,
            "customer_count": 30,
            "measured_amount": sum(amounts),
            "amount_squared": sum(amount * amount for amount in amounts),
            "amount_by_tickets": sum(amounts),
            "tickets_squared": 30.0,
        }
    )
    error = math.sqrt(sum((amount - mean) ** 2 for amount in amounts) / 29 / 30)
    assert mean == pytest.approx(0.01)
    assert (row["low"], row["high"]) == pytest.approx(
        (mean - Z * error, mean + Z * error)
    )
