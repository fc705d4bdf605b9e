-- The whole mart.
select
    source_name || ' ' || strftime(month_started_on, '%Y-%m') as place,
    source_name,
    strftime(month_started_on, '%Y-%m-%d') as month_started_on,
    interaction_count,
    account_count + matched_count + standalone_count + ambiguous_count
    + thread_count + unidentified_count as count_by_rule,
    cast(
        not identified_share between 0 and 1
        or not coalesce(identified_contact_share between 0 and 1, true)
        or not coalesce(qualified_contact_share between 0 and 1, true)
        or not coalesce(
            identified_qualified_contact_share
            <= least(identified_contact_share, qualified_contact_share),
            true
        )
        or ticketed_interaction_count > interaction_count
        or contact_count > interaction_count
        as integer
    ) as out_of_range_count

from marts.identity_coverage
