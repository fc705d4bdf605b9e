-- How precise each source's times are. Twenty interactions or more that all
-- start on whole minutes, or at local midnights, are no coincidence: the
-- source's times are no more precise.

with

interactions as (

    select * from {{ ref('int_interactions_unioned') }}

),

calendar_segments as (

    select * from {{ ref('stg_workspace__calendar_segments') }}

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
        min(local_midnights.midnight_second) as first_day_second,
        bool_and(interactions.started_second = local_midnights.midnight_second)
            as is_all_midnights,
        bool_and(interactions.started_second % 60 = 0) as is_all_minutes

    from interactions
    inner join local_midnights
        on interactions.local_date = local_midnights.local_date
    group by interactions.source_name

),

timed as (

    select
        source_name,
        interaction_count,
        first_day_second,
        case
            when interaction_count < 20 then 'second'
            when is_all_midnights then 'day'
            when is_all_minutes then 'minute'
            else 'second'
        end as time_precision

    from counted

)

select * from timed
