"""The rows of the answer key beside what each of them cost."""

import duckdb
import pyarrow as pa

from demo.savings.reading import Row

# Prices only: which customer, reason or ticket a row was given is not looked at.
# By the hour is what longer conversations make dearer: hours of a rate, and of a
# ledger what is spread by time.
ROWS = """
    with spread as (
        select interaction_number, sum(spread_amount) as amount
        from intermediate.int_ledger_spread
        where ledger_number in (
            select ledger_number from intermediate.int_ledger_weighed
            where driver = 'handling_time'
        )
        group by interaction_number
    ),

    priced as (
        select
            published.source_name,
            published.source_interaction_id,
            cast(published.cost_amount as double) as cost,
            cast(case published.cost_basis
                when 'rate' then standard.hours_amount
                when 'ledger' then coalesce(spread.amount, 0)
                else 0
            end as double) as hourly
        from marts.interactions as published
        join intermediate.int_costs_standard as standard using (interaction_id)
        left join spread using (interaction_number)
    )

    select
        key.contact,
        key.person,
        key.problem,
        key.contact_reason_id as reason,
        key.channel,
        key.direction,
        key.outcome in ('abandoned', 'failed')
        or (key.outcome = 'transferred' and key.channel in ('ivr', 'bot'))
            as is_unanswered,
        epoch(key.started_at) as started,
        epoch(key.ended_at) as ended,
        key."case",
        priced.hourly,
        priced.cost - priced.hourly as other
    from key
    join priced using (source_name, source_interaction_id)
    where key.contact is not null and not key.is_automatic
"""


def priced_rows(warehouse: duckdb.DuckDBPyConnection, key: pa.Table) -> list[Row]:
    """Return the key's rows that landed, pages looked at and automatic ones aside.

    Raises ValueError where one has no price: nobody knows what it would save.
    """
    warehouse.register("key", key)
    found = warehouse.sql(ROWS).to_arrow_table().to_pylist()
    unpriced = sum(row["other"] is None for row in found)
    if unpriced:
        raise ValueError(
            f"{unpriced} rows have no price: complete cost_rates.csv of the demo"
        )
    return found
