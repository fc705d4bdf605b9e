"""What to fix first, and the business case of each scenario, for the report."""

import duckdb

from publish.headline import dict_rows

MOST = 8  # reasons shown
PRIORITIES = f"""
    select
        priorities.* exclude (contact_reason_id),
        priced_excess_ticket_count / nullif(excess_ticket_count, 0) as priced_share,
        contact_reason_name_en as name,
        contact_reason_name_fr as name_fr
    from marts.reason_priorities as priorities
    inner join marts.contact_reasons using (contact_reason_id)
    where first_channel = 'all' and priority_rank <= {MOST}
    order by priority_rank, contact_reason_id
"""
# Where nothing at all is priced there is nothing to say of one reason.
UNDERPRICED = """
    select
        contact_reason_name_en as name,
        priced_excess_ticket_count / excess_ticket_count as priced_share
    from marts.reason_priorities
    inner join marts.contact_reasons using (contact_reason_id)
    where
        first_channel = 'all'
        and excess_ticket_count > 0
        and unranked_because in ('no_price', 'too_few_priced')
        and (select sum(priced_excess_ticket_count) from marts.reason_priorities) > 0
    order by priced_share, contact_reason_id
"""
STARTS = """
    select
        first_channel,
        contact_reason_name_en as name,
        yearly_avoidable_cost_amount as amount
    from marts.reason_priorities
    inner join marts.contact_reasons using (contact_reason_id)
    where first_channel <> 'all' and priority_rank <= 3
    order by priority_rank, contact_reason_id
"""
# The scenario whole first, then its lines; of one line alone the scenario says all.
SAVINGS = """
    with cases as (
        select
            *,
            contact_reason_id = 'all' as is_whole,
            max(net_yearly_saving_amount)
                filter (where contact_reason_id = 'all')
                over (partition by scenario) as scenario_amount,
            min(contact_reason_id) filter (where contact_reason_id <> 'all')
                over (partition by scenario) as one_reason_id
        from marts.what_if_savings
    ),
    shown as (
        select
            * exclude (contact_reason_id),
            if(is_whole, one_reason_id, contact_reason_id) as contact_reason_id
        from cases
    )
    select
        shown.* exclude (contact_reason_id),
        contact_reason_id = '*' as is_any_reason,
        coalesce(contact_reason_name_en, contact_reason_id) as name
    from shown
    left join marts.contact_reasons using (contact_reason_id)
    where is_whole or line_count > 1
    order by
        scenario_amount desc nulls last, scenario, is_whole desc,
        net_yearly_saving_amount desc nulls last, contact_reason_id
"""


def priorities(connection: duckdb.DuckDBPyConnection) -> dict[str, list[dict]]:
    """Return the reasons to fix first, those too little priced to rank, and savings.

    The lists are empty where nothing is priced, nothing is final for 90 days, or the
    workspace has no scenario.
    """
    return {
        "priorities": dict_rows(connection, PRIORITIES),
        "underpriced": dict_rows(connection, UNDERPRICED),
        "starts": dict_rows(connection, STARTS),
        "savings": [
            row | {"case": case(row)} for row in dict_rows(connection, SAVINGS)
        ],
    }


def case(row: dict) -> str:
    """Return in a few words when a change has paid for itself.

    `row` is one of what_if_savings; the middle of its levers counts. A line of
    several has no case of its own: its scenario has.
    """
    if not row["is_whole"]:
        return ""
    months, net = row["payback_months"], row["net_yearly_saving_amount"]
    if net is None:
        return "not priced"
    if row["is_underpriced"]:
        return "too little priced"
    if months is None:
        return "never"
    return "at once" if months == 0 else spoken_months(float(months))


def spoken_months(months: float) -> str:
    """Return months as a board would say them."""
    if months < 1:
        return "under a month"
    if months >= 36:
        return f"{months / 12:.0f} years"
    return "1 month" if round(months) == 1 else f"{months:.0f} months"
