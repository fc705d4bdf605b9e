"""Faults of marts that say what to do first, and what is at stake."""


def churn(change=""):
    """Add two rows of billing, right but for a change in the second."""
    done = (
        "select 'billing' as contact_reason_id, 'once_and_done' as resolution, "
        "40 as ticket_count, 30 as customer_count, 10 as departed_ticket_count, "
        "0.25 as departure_rate, 0.2 as departure_rate_low, "
        "0.3 as departure_rate_high, null as departure_rate_difference, "
        "null as departure_rate_difference_low, "
        "null as departure_rate_difference_high, 100.0 as yearly_revenue_amount, "
        "null as revenue_at_stake_amount, null as revenue_at_stake_amount_low, "
        "null as revenue_at_stake_amount_high, false as is_small_cell"
    )
    reiterated = (
        "select * replace ('reiterated' as resolution, 20 as departed_ticket_count, "
        "0.5 as departure_rate, 0.4 as departure_rate_low, 0.6 as departure_rate_high, "
        "0.25 as departure_rate_difference, 0.1 as departure_rate_difference_low, "
        "0.4 as departure_rate_difference_high, 25.0 as revenue_at_stake_amount, "
        "10.0 as revenue_at_stake_amount_low, 40.0 as revenue_at_stake_amount_high) "
        f"from ({done})"
    )
    return (
        f"insert into marts.churn_at_stake by name {done} union all by name "
        f"select * replace ({change or 'false as is_small_cell'}) from ({reiterated})"
    )


PRIORITIES = {
    "churn_at_stake.key": "; ".join([churn()] * 2),
    "churn_at_stake.words": churn("'solved' as resolution"),
    "churn_at_stake.counts": churn("41 as departed_ticket_count"),
    "churn_at_stake.rates": churn("0.26 as departure_rate_difference"),
    "churn_at_stake.intervals": churn("0.26 as departure_rate_difference_low"),
    "churn_at_stake.amounts": churn("25.02 as revenue_at_stake_amount"),
    "churn_at_stake.small_cells": churn("29 as customer_count"),
}
# Other sides of the same expectations.
MORE_PRIORITIES = (
    ("churn_at_stake.rates", churn("0.51 as departure_rate")),
    ("churn_at_stake.counts", churn("0 as customer_count")),
)
