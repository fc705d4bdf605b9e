with

sources as (

    select * from {{ ref('int_sources_completed') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

published as (

    select
        sources.source_name,
        sources.cadence,
        sources.interaction_count,
        sources.automatic_count,
        sources.short_abandon_count,
        sources.looked_at_page_count,
        cast(sources.row_count as bigint) as row_count,
        cast(sources.rejected_count as bigint) as rejected_count,
        cast(sources.ambiguous_time_count as bigint) as ambiguous_time_count,
        cast(sources.missing_time_count as bigint) as missing_time_count,
        cast(sources.rejected_identifier_count as bigint)
            as rejected_identifier_count,
        sources.time_precision,
        sources.is_contact_source,
        sources.is_late,
        {{ timestamp_of('sources.complete_from_second') }} as complete_from_at,
        {{ timestamp_of('sources.complete_until_second') }}
            as complete_until_at,
        {{ timestamp_of('sources.active_until_second') }} as active_until_at,
        {{ timestamp_of('horizon.horizon_second') }} as data_horizon_at

    from sources
    cross join horizon

)

select * from published
