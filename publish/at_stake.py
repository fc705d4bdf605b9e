"""How often active customers come, and whether they leave after it."""

import duckdb

from publish.headline import RESOLUTIONS, dict_rows

YEAR = 12  # months
FEW = 5  # departures: a rate of fewer is not shown, unless there is none
CONTACT_RATES = f"""
    with finals as (
        select * from marts.contact_rates
        where customer_segment = 'all' and not is_provisional
            and contacts_per_1000_customers is not null
            and reiterations_per_1000_customers is not null
        order by month_started_on desc
        limit {YEAR}
    )
    select
        *,
        1000 * (select sum(contact_count) / sum(active_customer_count) from finals)
            as mean_contacts,
        1000 * (select sum(reiteration_count) / sum(active_customer_count) from finals)
            as mean_reiterations,
        (select count(*) from finals) as month_count
    from finals
    where not is_small_cell
        and month_started_on = (select max(month_started_on) from finals)
"""
DEPARTURES = f"""
    select
        *,
        is_small_cell or departed_ticket_count between 1 and {FEW - 1} as is_few
    from marts.churn_at_stake
    where contact_reason_id = 'all'
    order by list_position({list(RESOLUTIONS)}, resolution)
"""


def contact_rate(connection: duckdb.DuckDBPyConnection) -> dict | None:
    """Return the last final month per 1,000 active customers, and its year's means.

    Months whose reiterations are unknown are left out. None without a source of entity
    activity, or where the month is too small.
    """
    return next(iter(dict_rows(connection, CONTACT_RATES)), None)


def departures(connection: duckdb.DuckDBPyConnection) -> list[dict]:
    """Return who left within 90 days by resolution, all reasons together.

    Each row's `at_stake` is what a year's revenue is at stake, in three amounts
    (middle, low, high), none of them below nothing; None where no more left than
    after Once & Done. No row without revenues and departures.
    """
    rows = dict_rows(connection, DEPARTURES)
    for row in rows:
        amounts = [
            row[f"revenue_at_stake_amount{end}"] for end in ("", "_low", "_high")
        ]
        is_more = amounts[0] is not None and amounts[0] > 0
        row["at_stake"] = [max(0, amount) for amount in amounts] if is_more else None
    return rows
