"""What tells how far figures can be trusted: months, breaks, coding, decisions."""

import duckdb

from publish.headline import dict_rows

MONTHS = """
    select
        period_started_on as month,
        mean_contacts_30_days as mean,
        mean_contacts_30_days_low as low,
        mean_contacts_30_days_high as high,
        is_provisional
    from marts.reiteration_rates
    where definition_id = 'once_and_done' and period_grain = 'month'
        and slice = 'all' and not is_small_cell
        and mean_contacts_30_days is not null
        -- Without a mapping the headline is any_reason, and this no series of it.
        and (
            select is_met from marts.data_readiness
            where prerequisite = 'reasons_mapped'
        )
    order by month desc
    limit 24
"""
BREAKS = "select * from marts.series_breaks order by broken_on, source_name, kind"
CODES = """
    select source_name, source_reason_code, unmapped_contact_count
    from marts.source_reason_codes
    where unmapped_contact_count >= 5
    order by unmapped_contact_count desc, source_name, source_reason_code
    limit 10
"""
REASON_QUALITY = """
    select
        source_name,
        sum(contact_count) as contact_count,
        sum(unqualified_contact_count) / nullif(sum(contact_count), 0)
            as unqualified_share,
        sum(unmapped_interaction_count) / nullif(sum(coded_interaction_count), 0)
            as unmapped_share,
        sum(recoded_thread_count) / nullif(sum(coded_thread_count), 0)
            as recoded_share,
        sum(appeared_code_count) as appeared_code_count,
        sum(vanished_code_count) as vanished_code_count,
        any_value(looked_at_page_count) as looked_at_page_count
    from marts.reason_quality
    left join marts.sources using (source_name)
    group by source_name
    order by contact_count desc, source_name
"""
CODING = "select * from marts.coding_agreement"
IDLE_OVERRIDES = """
    select file_name, line_number, verdict from marts.overrides
    where not is_applied order by file_name, line_number
"""
QUERIES = {
    "months": MONTHS,
    "breaks": BREAKS,
    "codes": CODES,
    "reason_quality": REASON_QUALITY,
    "coding": CODING,
    "idle_overrides": IDLE_OVERRIDES,
}


def find_trust(connection: duckdb.DuckDBPyConnection) -> dict[str, list[dict]]:
    """Return the rows of each of QUERIES over the marts, by its name."""
    return {name: dict_rows(connection, query) for name, query in QUERIES.items()}
