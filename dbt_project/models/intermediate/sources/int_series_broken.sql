-- Breaks in series: days from which figures count something else, so that a step
-- there need not be a change in the world. `source_starts`: a source of contacts
-- begins more than its cadence after the first of them. `source_ends`: its last
-- day is past. `late_source_accepted`: a late source no longer holds the horizon,
-- and its contacts are missing from that day. `mapping_changes`: lines of
-- contact_reason_mappings.csv begin or end on that day, while the source (or any,
-- `*`) is there: codes mean something else from then on.

with

sources as (

    select * from {{ ref('int_sources_completed') }}
    where is_contact_source

),

contact_reason_mappings as (

    select * from {{ ref('stg_workspace__contact_reason_mappings') }}

),

interactions as (

    select * from {{ ref('int_interactions_unioned') }}

),

calendar_segments as (

    select * from {{ ref('stg_workspace__calendar_segments') }}

),

with_first as (

    select
        *,
        min(complete_from_second) over () as first_second

    from sources

),

of_sources as (

    select
        source_name,
        'source_starts' as kind,
        complete_from_second as broken_second

    from with_first
    where complete_from_second > first_second + cadence_seconds

    union all

    select
        source_name,
        'source_ends' as kind,
        active_until_second as broken_second

    from sources
    where is_ended

    union all

    select
        source_name,
        'late_source_accepted' as kind,
        complete_until_second as broken_second

    from sources
    where is_late and is_late_accepted

),

mapping_days as (

    select
        source_name,
        valid_from as broken_on,
        source_reason_code

    from contact_reason_mappings

    union distinct

    select
        source_name,
        valid_to as broken_on,
        source_reason_code

    from contact_reason_mappings

),

spans as (

    select
        source_name,
        min(local_date) as first_date,
        max(local_date) as last_date

    from interactions
    group by source_name

    union all

    select
        '*' as source_name,
        min(local_date) as first_date,
        max(local_date) as last_date

    from interactions

),

broken as (

    select
        calendar_segments.local_date as broken_on,
        of_sources.kind,
        of_sources.source_name,
        cast(null as bigint) as changed_code_count

    from of_sources
    inner join calendar_segments
        on
            cast({{ timestamp_of('of_sources.broken_second') }} as date)
            = calendar_segments.utc_date
            and {{ timestamp_of('of_sources.broken_second') }}
            >= calendar_segments.starts_at
            and {{ timestamp_of('of_sources.broken_second') }}
            < calendar_segments.ends_at

    union all

    select
        mapping_days.broken_on,
        'mapping_changes' as kind,
        mapping_days.source_name,
        count(*) as changed_code_count

    from mapping_days
    inner join spans
        on
            mapping_days.source_name = spans.source_name
            and mapping_days.broken_on > spans.first_date
            and mapping_days.broken_on <= spans.last_date
    group by mapping_days.broken_on, mapping_days.source_name

)

select * from broken
