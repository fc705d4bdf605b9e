{{ config(materialized='table') }}

-- One noun, one row per interaction from here to the end: every later step
-- only adds columns. Here each gets its place in time and its channel family,
-- the only way a rule speaks of channels.
--
-- Cleaning: voice and live without an end last as long as waiting and handling
-- did; written channels end when they start. ended_at stays as delivered,
-- ended_second is the cleaned one. Rules compare whole UTC seconds, and read
-- time order from one number: started_at, inbound first, source row,
-- interaction_id.

with

files_interactions as (

    select * from {{ ref('int_files__interactions') }}

),

calendar_segments as (

    select * from {{ ref('stg_workspace__calendar_segments') }}

),

settings as (

    select * from {{ ref('stg_workspace__settings') }}

),

unioned as (

    select * from files_interactions

),

with_family as (

    select
        *,
        case
            when channel in ('phone', 'callback', 'ivr') then 'voice'
            when channel in ('chat', 'bot', 'branch') then 'live'
            when channel in ('messaging', 'social') then 'messaging'
            when channel in ('email', 'letter') then 'written'
            when channel in ('web_selfcare', 'app_selfcare') then 'self_care'
            when channel = 'back_office' then 'internal'
        end as channel_family,
        {{ epoch_seconds('started_at') }} as started_second

    from unioned

),

cleaned as (

    select
        *,
        case
            when channel_family = 'written' then started_second
            when ended_at is not null then {{ epoch_seconds('ended_at') }}
            when channel_family in ('voice', 'live')
                then
                    started_second + cast(
                        coalesce(waiting_seconds, 0)
                        + coalesce(handling_seconds, 0) as bigint
                    )
            else started_second
        end as ended_second,
        ended_at is not null
        or waiting_seconds is not null as is_duration_known

    from with_family

),

placed as (

    select
        cleaned.*,
        calendar_segments.local_date,
        case when settings.is_agent_published then cleaned.agent_key end
            as published_agent_key,
        row_number() over (
            order by
                cleaned.started_second asc,
                case when cleaned.direction = 'inbound' then 0 else 1 end asc,
                cleaned.source_row asc nulls last,
                cleaned.interaction_id asc
        ) as interaction_number

    from cleaned
    cross join settings
    left join calendar_segments
        on
            cast(cleaned.started_at as date) = calendar_segments.utc_date
            and cleaned.started_at >= calendar_segments.starts_at
            and cleaned.started_at < calendar_segments.ends_at

)

select * from placed
