"""The report's small tables of contacts, tickets and sources, a query each."""

import duckdb

from publish.headline import OF_PERIOD, dict_rows

FEW = 5  # events: rows of fewer are not shown
REASONS = f"""
    with rates as ({OF_PERIOD} and slice = 'reason')
    select
        contact_reason_name_en as name,
        contact_reason_name_fr as name_fr,
        tickets.reiteration_count,
        rates.eligible_ticket_count as ticket_count,
        rates.reiterated_ticket_rate,
        rates.reiterated_ticket_rate_low,
        rates.reiterated_ticket_rate_high,
        rates.is_small_cell
    from rates
    inner join marts.contact_reasons
        on rates.slice_value = contact_reasons.contact_reason_id
    inner join (
        select
            contact_reason_id,
            cast(sum(reiteration_count) as bigint) as reiteration_count
        from period_tickets
        where is_eligible
        group by contact_reason_id
    ) as tickets
        on rates.slice_value = tickets.contact_reason_id
    where rates.slice_value <> 'unqualified' and tickets.reiteration_count > 0
    order by is_small_cell, tickets.reiteration_count desc, rates.slice_value
    limit 10
"""
CHANNELS = f"""
    {OF_PERIOD} and slice = 'first_channel' and eligible_ticket_count > 0
    order by eligible_ticket_count desc, slice_value
"""
SWITCHES = f"""
    with reiterations as (
        select *, count(*) over () as total
        from period_contacts
        where is_reiteration
    )
    select
        previous_channel as from_channel,
        channel as to_channel,
        count(*) as switch_count,
        count(*) / any_value(total) as share_of_reiterations,
        median(seconds_since_previous) as median_seconds
    from reiterations
    where previous_channel <> channel
    group by all
    having count(*) >= {FEW}
    order by switch_count desc, from_channel, to_channel
    limit 6
"""
COVERAGE = """
    select
        source_name,
        sum(interaction_count) as interaction_count,
        1 - sum(unidentified_count) / sum(interaction_count) as identified_share,
        sum(contact_count) as contact_count,
        sum(identified_contact_share * contact_count)
            / nullif(sum(contact_count), 0) as identified_contact_share,
        sum(qualified_contact_share * contact_count)
            / nullif(sum(contact_count), 0) as qualified_contact_share
    from marts.identity_coverage
    group by source_name
    order by interaction_count desc, source_name
"""
COVERED_MONTHS = """
    select distinct month_started_on from marts.identity_coverage order by 1
"""
SOURCES = """
    select source_name, is_late, complete_from_at, complete_until_at,
        active_until_at, data_horizon_at
    from marts.sources
    where is_contact_source
    order by source_name
"""
CONTACTS = """
    select
        count(*) as contact_count,
        count(customer_id) / nullif(count(*), 0) as identified_share,
        count(*) filter (contact_reason_id = 'unqualified')
            / nullif(count(*), 0) as unqualified_share,
        count(*) filter (is_reiteration and previous_channel <> channel)
            / nullif(count(*) filter (is_reiteration), 0) as switch_share
    from period_contacts
"""
TICKETS = """
    select
        count(*) as ticket_count,
        count(*) filter (is_eligible) as eligible_count,
        min(reiteration_window_days) as least_window_days,
        max(reiteration_window_days) as greatest_window_days,
        coalesce(
            sum(reiteration_count) filter (contact_reason_id = 'unqualified')
            / nullif(sum(reiteration_count), 0), 0
        ) as unqualified_reiteration_share
    from period_tickets
    inner join marts.contact_reasons using (contact_reason_id)
"""
READINESS = "select * from marts.data_readiness order by position_number"
TABLES = {
    "reasons": REASONS,
    "channels": CHANNELS,
    "switches": SWITCHES,
    "coverage": COVERAGE,
    "sources": SOURCES,
    "readiness": READINESS,
}


def find_counted(connection: duckdb.DuckDBPyConnection) -> dict[str, list | dict]:
    """Return these tables by name, over the chosen period and over all data.

    `contacts` and `tickets` are one row, `covered_months` are first days of months.
    """
    tables = {name: dict_rows(connection, query) for name, query in TABLES.items()}
    months = dict_rows(connection, COVERED_MONTHS)
    return tables | {
        "contacts": dict_rows(connection, CONTACTS)[0],
        "tickets": dict_rows(connection, TICKETS)[0],
        "covered_months": [row["month_started_on"] for row in months],
    }
