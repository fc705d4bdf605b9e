"""What costs money in the period and is in no ticket's cost."""

import duckdb

from publish.headline import dict_rows

BESIDE = """
    with unticketed as (
        select
            channel,
            coalesce(partner_name, team_name) as who,
            cast(sum(cost_amount) as double) as amount
        from marts.unticketed_costs
        where month_started_on in (from period_months)
        group by all
    )

    select
        (select sum(amount) from unticketed) as unticketed_amount,
        (
            select list(greatest) from (
                select {'channel': channel, 'who': who, 'amount': amount} as greatest
                from unticketed
                where amount > 0
                order by amount desc, channel, who
                limit 3
            )
        ) as unticketed,
        (
            select cast(sum(unallocated_amount) as double)
            from marts.cost_reconciliation
            where month_started_on in (from period_months)
        ) as unallocated_amount,
        (
            select cast(sum(unallocated_amount) as double)
            from marts.tariff_reconciliation
            where month_started_on in (from period_months)
        ) as unborne_amount,
        (
            select list(distinct month_started_on order by month_started_on)
            from marts.costs_to_resolve
            where is_provisional and month_started_on in (from period_months)
        ) as part_months
"""
CARRIED_BY_FEW = """
    select
        category,
        list(month_started_on order by month_started_on) as months,
        cast(sum(covered_interaction_count) as bigint) as covered_count,
        cast(sum(carrying_interaction_count) as bigint) as carrying_count
    from marts.cost_reconciliation
    where is_carried_by_few and month_started_on in (from period_months)
    group by category
    order by max(abs(ledger_amount)) desc, category
"""


def cost_beside(connection: duckdb.DuckDBPyConnection) -> dict:
    """Return what costs money in the period and is in no ticket's cost.

    `unticketed_amount` with the three greatest by channel and outsourcer or team,
    `unallocated_amount` of the ledger, and `unborne_amount` of partners' invoices;
    None where there is none. `part_months`: those of a final period that were seen
    only in part, which no mean is of. `carried_by_few`: categories of the ledger,
    with the months, that under 70 % of the interactions they cover carry, the
    greatest first.
    """
    few = dict_rows(connection, CARRIED_BY_FEW)
    return dict_rows(connection, BESIDE)[0] | {"carried_by_few": few}
