"""Which moved figures the merge of two customers is a cause of, period by period."""

from pathlib import Path

import duckdb

from publish.sql import literal

# A merge that the snapshot did not know: its interactions had the given-up id there.
# It moves the period its ticket begins in, now and as it was then.
NAMED = """
    with merged as (
        select customer_merges.from_customer_id, old.ticket_id as old_ticket_id,
            new.ticket_id as new_ticket_id
        from {interactions} as old
        inner join marts.customer_merges
            on old.customer_id = customer_merges.from_customer_id
        inner join marts.interactions as new
            on old.interaction_id = new.interaction_id
            and customer_merges.into_customer_id = new.customer_id
    ),
    days as (
        select from_customer_id, local_date
        from merged inner join marts.tickets on new_ticket_id = ticket_id
        union
        select from_customer_id, local_date
        from merged inner join {tickets} as tickets on old_ticket_id = ticket_id
    ),
    periods as (
        select grains.period_grain,
            cast(date_trunc(grains.period_grain, local_date) as date)
                as period_started_on,
            count(distinct from_customer_id) as merge_count
        from days
        cross join (values ('week'), ('month'), ('year')) as grains (period_grain)
        group by all
    )
    update moved
    set causes = concat_ws(
        ', ', nullif(causes, ''), 'customers_merged (' || merge_count || ')'
    )
    from periods
    where moved.period_grain = periods.period_grain
        and moved.period_started_on = periods.period_started_on
"""


def name_merges(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Add merged customers to the causes of the rows of the table `moved`.

    `folder` is the snapshot before. One without the tables it is compared with
    tells nothing.
    """
    paths = [
        folder / "parquet" / f"{name}.parquet" for name in ("interactions", "tickets")
    ]
    if all(path.is_file() for path in paths):
        interactions, tickets = (
            f"read_parquet({literal(str(path))})" for path in paths
        )
        connection.execute(NAMED.format(interactions=interactions, tickets=tickets))
