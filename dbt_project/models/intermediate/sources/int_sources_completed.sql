-- For which time each source can be believed complete: from what the workspace
-- says, else its first local day with interactions; until the last whole day of
-- its accepted deliveries. A source that carries contacts holds the horizon;
-- one that ended does not, nor one that is late and accepted so
-- (ACCEPT_LATE). Late is later than twice its cadence behind the newest source.
--
-- Twenty interactions or more that all start on whole minutes, or at local
-- midnights, are no coincidence: the source's times are no more precise.

with

sources as (

    select * from {{ ref('stg_workspace__sources') }}

),

deliveries as (

    select * from {{ ref('stg_files__deliveries') }}

),

interactions as (

    select * from {{ ref('int_interactions_unioned') }}

),

calendar_segments as (

    select * from {{ ref('stg_workspace__calendar_segments') }}

),

delivered as (

    select
        source_name,
        sum(row_count) as row_count,
        sum(rejected_count) as rejected_count,
        sum(ambiguous_time_count) as ambiguous_time_count,
        sum(missing_time_count) as missing_time_count,
        sum(rejected_identifier_count) as rejected_identifier_count,
        max({{ epoch_seconds('complete_until_at') }}) as complete_until_second

    from deliveries
    group by source_name

),

local_midnights as (

    select
        local_date,
        min({{ epoch_seconds('starts_at') }}) as midnight_second

    from calendar_segments
    group by local_date

),

counted as (

    select
        interactions.source_name,
        count(*) as interaction_count,
        count(
            case
                when
                    interactions.direction = 'inbound'
                    and not interactions.is_automatic
                    then 1
            end
        ) as inbound_count,
        min(local_midnights.midnight_second) as first_day_second,
        bool_and(interactions.started_second = local_midnights.midnight_second)
            as is_all_midnights,
        bool_and(interactions.started_second % 60 = 0) as is_all_minutes

    from interactions
    inner join local_midnights
        on interactions.local_date = local_midnights.local_date
    group by interactions.source_name

),

spans as (

    select
        sources.source_name,
        sources.cadence,
        sources.cadence_seconds,
        sources.is_late_accepted,
        coalesce(counted.interaction_count, 0) as interaction_count,
        coalesce(delivered.row_count, 0) as row_count,
        coalesce(delivered.rejected_count, 0) as rejected_count,
        coalesce(delivered.ambiguous_time_count, 0) as ambiguous_time_count,
        coalesce(delivered.missing_time_count, 0) as missing_time_count,
        coalesce(delivered.rejected_identifier_count, 0)
            as rejected_identifier_count,
        case
            when counted.source_name is null then null
            when counted.interaction_count < 20 then 'second'
            when counted.is_all_midnights then 'day'
            when counted.is_all_minutes then 'minute'
            else 'second'
        end as time_precision,
        coalesce(counted.inbound_count, 0) > 0 as is_contact_source,
        coalesce(
            {{ epoch_seconds('sources.complete_from_at') }},
            counted.first_day_second
        ) as complete_from_second,
        delivered.complete_until_second,
        {{ epoch_seconds('sources.active_until_at') }} as active_until_second

    from sources
    left join delivered
        on sources.source_name = delivered.source_name
    left join counted
        on sources.source_name = counted.source_name
    where sources.entity = 'interactions'

),

with_newest as (

    select
        *,
        max(case when is_contact_source then complete_until_second end) over ()
            as newest_second,
        coalesce(complete_until_second >= active_until_second, false)
            as is_ended

    from spans

),

completed as (

    select
        *,
        is_contact_source
        and not is_ended
        and complete_until_second < newest_second - 2 * cadence_seconds
            as is_late

    from with_newest

)

select * from completed
