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
        ) as unallocated_amount
"""


def cost_beside(connection: duckdb.DuckDBPyConnection) -> dict:
    """Return what costs money in the period and is in no ticket's cost.

    `unticketed_amount` with the three greatest by channel and outsourcer or team,
    and `unallocated_amount` of the ledger; None where there is none.
    """
    return dict_rows(connection, BESIDE)[0]
