-- The first and the last local day that some source of contacts tells of from
-- midnight to midnight. Sources that begin later are breaks in series, those that
-- lag hold the horizon; before and after these days nothing is seen whole.

with

sources as (

    select * from {{ ref('int_sources_completed') }}
    where is_contact_source

),

calendar_segments as (

    select * from {{ ref('stg_workspace__calendar_segments') }}

),

midnights as (

    select
        local_date,
        min({{ epoch_seconds('starts_at') }}) as midnight_second,
        max({{ epoch_seconds('ends_at') }}) as next_midnight_second

    from calendar_segments
    group by local_date

),

complete as (

    select
        min(complete_from_second) as from_second,
        max(complete_until_second) as until_second

    from sources

),

seen as (

    select
        min(
            case
                when midnights.midnight_second >= complete.from_second
                    then midnights.local_date
            end
        ) as first_whole_date,
        max(
            case
                when midnights.next_midnight_second <= complete.until_second
                    then midnights.local_date
            end
        ) as last_whole_date

    from midnights
    cross join complete

)

select * from seen
