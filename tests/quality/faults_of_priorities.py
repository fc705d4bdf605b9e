"""Faults of marts that say what to do first, and what is at stake."""

from tests.quality.planting import double, remove


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


def priority(change, channel="all"):
    """Change what is said of billing's priority."""
    return (
        f"update marts.reason_priorities set {change} "
        f"where contact_reason_id = 'billing' and first_channel = '{channel}'"
    )


def saving(change="", whole=None):
    """Add a scenario of one line, right but for the change: 100 less 60 a year.

    The row of the scenario whole has the same change, or that of `whole`.
    """
    ranges = ", ".join(
        f"{value} as yearly_{name}_{kind}"
        for name, low, high in (
            ("contacts_avoided", 30, 50),
            ("hours_released", 3, 5),
            ("saving_amount", 30.0, 50.0),
        )
        for kind, value in (
            ("sampling_low", low),
            ("sampling_high", high),
            ("lever_low", low),
            ("lever_high", high),
        )
    )
    good = (
        "select 's' as scenario, 'billing' as contact_reason_id, 90 as ticket_count, "
        "90 as complete_ticket_count, 100 as yearly_contacts, "
        "60 as yearly_contacts_after, 40 as yearly_contacts_avoided, "
        "10 as yearly_hours, 6 as yearly_hours_after, 4 as yearly_hours_released, "
        "100.0 as yearly_cost_amount, 60.0 as yearly_cost_after_amount, "
        f"40.0 as yearly_saving_amount, {ranges}, "
        "36.0 as net_yearly_saving_amount, 4.0 as yearly_amount, "
        "6.0 as one_off_amount, 2 as payback_months, false as is_small_cell, "
        "1 as line_count, 3.0 as yearly_in_house_hours_released, "
        "0.9 as priced_contact_share, false as is_underpriced, "
        "0.0025 as fte_released, 1200.0 as hours_per_post, "
        # 6 once, 30 or 50 less 4 a year.
        "72.0 / 26 as payback_months_lever_low, 72.0 / 46 as payback_months_lever_high"
        ", 0.5 as excess_avoided_share_low, 0.5 as excess_avoided_share_high, "
        "120 as yearly_contacts_estimated, 50.0 as yearly_saving_amount_estimated, "
        "40.0 as yearly_saving_amount_estimated_low, "
        "60.0 as yearly_saving_amount_estimated_high"
    )
    line = f"select * replace ({change or 'false as is_small_cell'}) from ({good})"
    of_whole = change if whole is None else whole
    return (
        f"insert into marts.what_if_savings by name {line} union all by name "
        f"select * replace ('all' as contact_reason_id{of_whole and ', ' + of_whole}) "
        f"from ({good})"
    )


PRIORITIES = {
    "churn_at_stake.key": "; ".join([churn()] * 2),
    "churn_at_stake.words": churn("'solved' as resolution"),
    "churn_at_stake.counts": churn("41 as departed_ticket_count"),
    "churn_at_stake.rates": churn("0.26 as departure_rate_difference"),
    "churn_at_stake.intervals": churn("0.26 as departure_rate_difference_low"),
    "churn_at_stake.amounts": churn("25.02 as revenue_at_stake_amount"),
    "churn_at_stake.small_cells": churn("29 as customer_count"),
    "reason_priorities.key": double("reason_priorities", "contact_reason_id"),
    "reason_priorities.counts": priority("ticket_count = ticket_count + 1"),
    "reason_priorities.amounts": priority("yearly_avoidable_cost_amount = 0.03"),
    "reason_priorities.ranks": priority("best_rank = 1"),
    "reason_priorities.shares": priority("cumulative_share = 1.01"),
    "reason_priorities.posts": priority(
        "yearly_avoidable_hours = 1, yearly_avoidable_in_house_hours = 2"
    ),
    "reason_priorities.year": priority(
        "day_count = 89, is_annualised = true, yearly_avoidable_hours = 1"
    ),
    "reason_priorities.small_cells": priority(
        "ticket_count = 29, is_small_cell = false"
    ),
    "what_if_savings.key": "; ".join([saving()] * 2),
    "what_if_savings.differences": saving("60.02 as yearly_cost_after_amount"),
    "what_if_savings.sampling": saving("41 as yearly_contacts_avoided_sampling_low"),
    "what_if_savings.estimates": saving("99 as yearly_contacts_estimated"),
    "what_if_savings.levers": saving("39.0 as yearly_saving_amount_lever_high"),
    "what_if_savings.payback": saving("null as payback_months"),
    "what_if_savings.given": saving("1.1 as excess_avoided_share_high"),
    "what_if_savings.lines": saving(
        "89 as ticket_count, 89 as complete_ticket_count", ""
    ),
    "what_if_savings.posts": saving("1201.0 as hours_per_post"),
    "what_if_savings.ranges": saving("91 as complete_ticket_count"),
    "what_if_savings.small_cells": saving("29 as ticket_count"),
}
# Other sides of the same expectations.
MORE_PRIORITIES = (
    ("churn_at_stake.rates", churn("0.51 as departure_rate")),
    ("churn_at_stake.counts", churn("0 as customer_count")),
    ("churn_at_stake.counts", churn("'all' as contact_reason_id")),
    ("reason_priorities.counts", remove("reason_priorities", "first_channel")),
    (
        "reason_priorities.counts",
        "delete from marts.reason_priorities where first_channel = 'phone'",
    ),
    (
        "reason_priorities.counts",
        priority("priced_excess_ticket_count = excess_ticket_count + 1"),
    ),
    (
        "reason_priorities.ranks",
        priority(
            "priority_rank = 1, best_rank = 1, worst_rank = 1, "
            "unranked_because = null, is_small_cell = false, cumulative_share = 1, "
            "excess_ticket_count = 100, priced_excess_ticket_count = 69"
        ),
    ),
    ("reason_priorities.ranks", priority("unranked_because = null")),
    (
        "reason_priorities.posts",
        priority(
            "avoidable_fte = 1, annual_hours = 1607, occupancy = 1, "
            "shrinkage_without_leave = 0, yearly_avoidable_in_house_hours = 0"
        ),
    ),
    (
        "reason_priorities.posts",
        priority(
            "avoidable_fte = 1, annual_hours = null, hours_per_post = 1000, "
            "yearly_avoidable_in_house_hours = 0"
        ),
    ),
    (
        "reason_priorities.amounts",
        priority("yearly_late_internal_amount = 0.02, late_unpriced_ticket_count = 0"),
    ),
    ("reason_priorities.ranks", priority("rank_with_late_internal = 1")),
    (
        "reason_priorities.amounts",
        priority("yearly_late_internal_amount = 0, late_unpriced_ticket_count = 1"),
    ),
    ("reason_priorities.year", priority("day_count = day_count + 1")),
    ("what_if_savings.payback", saving("3 as payback_months")),
    ("what_if_savings.payback", saving("2 as payback_months_lever_low")),
    ("what_if_savings.payback", saving("null as payback_months_lever_high")),
    # The prudent end never pays: that it does would be wrong.
    ("what_if_savings.payback", saving("4.0 as yearly_saving_amount_lever_low")),
    # Two scenarios' lines are two: the whole has no levers of its own.
    ("what_if_savings.given", saving("2 as line_count, null as payback_months")),
    # A line that is one of several has no payback.
    ("what_if_savings.payback", saving("2 as line_count")),
    # Nothing is paid back by savings that are known in part.
    ("what_if_savings.payback", saving("true as is_underpriced")),
    ("what_if_savings.payback", saving("0.69 as priced_contact_share")),
    ("what_if_savings.lines", saving("2 as line_count, null as payback_months", "")),
    ("what_if_savings.lines", saving("5.0 as one_off_amount", "")),
    (
        "what_if_savings.estimates",
        saving("50.02 as yearly_saving_amount_estimated_low"),
    ),
    ("what_if_savings.estimates", saving("null as yearly_saving_amount_estimated")),
    ("what_if_savings.differences", saving("35.0 as net_yearly_saving_amount")),
)
