-- For which time each source can be believed complete: from what the workspace
-- says, else its first local day with interactions; until the last whole day of
-- its accepted deliveries, or the first day that a held load would have told
-- more of. A source that carries contacts holds the horizon;
-- one that ended does not, nor one that is late and accepted so
-- (ACCEPT_LATE). Late is later than twice its cadence behind the newest source.
-- A source ended when what the newest source knows is past its last day.

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

legs as (

    select * from {{ ref('int_contacts_legs') }}

),

timed as (

    select * from {{ ref('int_sources_timed') }}

),

held_loads as (

    select * from {{ ref('stg_audits__held_loads') }}

),

held as (

    select
        source_name,
        min({{ epoch_seconds('holds_from_at') }}) as held_from_second

    from held_loads
    group by source_name

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

counted as (

    select
        interactions.source_name,
        count(case when legs.interaction_id is not null then 1 end)
            as leg_count,
        count(case when interactions.is_automatic then 1 end)
            as automatic_count,
        count(
            case
                when
                    interactions.direction = 'inbound'
                    and not interactions.is_automatic
                    and legs.interaction_id is null
                    and interactions.channel_family = 'self_care'
                    then 1
            end
        ) as looked_at_page_count,
        count(
            case
                when
                    interactions.direction = 'inbound'
                    and not interactions.is_automatic
                    and legs.interaction_id is null
                    and interactions.channel_family <> 'self_care'
                    then 1
            end
        ) as short_abandon_count

    from interactions
    left join legs
        on interactions.interaction_number = legs.interaction_number
    group by interactions.source_name

),

spans as (

    select
        sources.source_name,
        sources.cadence,
        sources.cadence_seconds,
        sources.is_late_accepted,
        coalesce(timed.interaction_count, 0) as interaction_count,
        coalesce(counted.automatic_count, 0) as automatic_count,
        coalesce(counted.looked_at_page_count, 0) as looked_at_page_count,
        coalesce(counted.short_abandon_count, 0) as short_abandon_count,
        coalesce(delivered.row_count, 0) as row_count,
        coalesce(delivered.rejected_count, 0) as rejected_count,
        coalesce(delivered.ambiguous_time_count, 0) as ambiguous_time_count,
        coalesce(delivered.missing_time_count, 0) as missing_time_count,
        coalesce(delivered.rejected_identifier_count, 0)
            as rejected_identifier_count,
        timed.time_precision,
        coalesce(counted.leg_count, 0) > 0 as is_contact_source,
        coalesce(
            {{ epoch_seconds('sources.complete_from_at') }},
            timed.first_day_second
        ) as complete_from_second,
        case
            when held.held_from_second < delivered.complete_until_second
                then held.held_from_second
            else delivered.complete_until_second
        end as complete_until_second,
        {{ epoch_seconds('sources.active_until_at') }} as active_until_second

    from sources
    left join delivered
        on sources.source_name = delivered.source_name
    left join held
        on sources.source_name = held.source_name
    left join counted
        on sources.source_name = counted.source_name
    left join timed
        on sources.source_name = timed.source_name
    where sources.entity = 'interactions'

),

with_newest as (

    select
        *,
        max(case when is_contact_source then complete_until_second end) over ()
            as newest_second,
        coalesce(
            active_until_second
            <= max(
                case when is_contact_source then complete_until_second end
            ) over (),
            false
        ) as is_ended

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
