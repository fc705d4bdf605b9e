"""What the report says, counted from the marts: one period, a few small tables."""

import datetime as dt
from dataclasses import dataclass

import duckdb

from publish.company import Company
from publish.headline import SMALL, Figure, dict_rows, headline, measure
from publish.period import Period, choose_period
from publish.trust import find_trust

ASSISTED = "first_channel not in ('web_selfcare', 'app_selfcare')"
FEW = 5  # events: rows of fewer are not shown
IS_SMALL = (
    f"count(*) filter (is_eligible) < {SMALL} "
    f"or count(distinct customer_id) filter (is_eligible) < {SMALL}"
)
REASONS = f"""
    select
        any_value(contact_reason_name_en) as name,
        any_value(contact_reason_name_fr) as name_fr,
        cast(sum(reiteration_count) as bigint) as reiteration_count,
        count(*) as ticket_count,
        avg(cast(is_reiterated as integer)) as reiterated_ticket_rate,
        {IS_SMALL} as is_small_cell
    from period_tickets
    inner join marts.contact_reasons using (contact_reason_id)
    where is_eligible and contact_reason_id <> 'unqualified'
    group by contact_reason_id
    having sum(reiteration_count) > 0
    order by is_small_cell, reiteration_count desc, contact_reason_id
    limit 10
"""
CHANNELS = f"""
    select
        first_channel as channel,
        count(*) filter (is_eligible) as ticket_count,
        avg(contact_count_30_days) filter (is_30_days_known) as mean_contacts,
        avg(cast(is_once_and_done as integer)) filter (is_eligible)
            as once_and_done_rate,
        avg(cast(is_reiterated as integer)) filter (is_eligible)
            as reiterated_ticket_rate,
        avg(cast(resolution = 'unserved' as integer)) filter (is_eligible)
            as unserved_rate,
        {IS_SMALL} as is_small_cell
    from period_tickets
    group by first_channel
    having count(*) filter (is_eligible) > 0
    order by ticket_count desc, channel
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


@dataclass(frozen=True)
class Findings:
    """All that the report and the last lines of a run say."""

    company: Company
    horizon: dt.datetime | None  # UTC; None: no data
    period: Period | None  # None: no ticket is eligible yet
    figures: list[Figure]
    measured: dict
    reasons: list[dict]
    channels: list[dict]
    switches: list[dict]
    coverage: list[dict]
    sources: list[dict]
    readiness: list[dict]
    months: list[dict]  # the headline by month, latest first
    breaks: list[dict]
    codes: list[dict]  # to be mapped first
    reason_quality: list[dict]
    coding: list[dict]  # one row
    idle_overrides: list[dict]
    contacts: dict
    tickets: dict


def find(connection: duckdb.DuckDBPyConnection, company: Company) -> Findings:
    """Count what the report says from the marts, over the period it chooses."""
    period = choose_period(connection)
    everything, assisted = measure(connection), measure(connection, ASSISTED)
    contacts = dict_rows(connection, CONTACTS)[0]
    sources = dict_rows(connection, SOURCES)
    return Findings(
        company=company,
        horizon=next((row["data_horizon_at"] for row in sources), None),
        period=period,
        figures=headline(everything, assisted, contacts["identified_share"]),
        measured=everything,
        reasons=dict_rows(connection, REASONS),
        channels=dict_rows(connection, CHANNELS),
        switches=dict_rows(connection, SWITCHES),
        coverage=dict_rows(connection, COVERAGE),
        sources=sources,
        readiness=dict_rows(connection, READINESS),
        **find_trust(connection),
        contacts=contacts,
        tickets=dict_rows(connection, TICKETS)[0],
    )
