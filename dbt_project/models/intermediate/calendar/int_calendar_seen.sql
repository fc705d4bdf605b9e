-- The first local day that some source of contacts tells of from its midnight on.
-- Sources that begin later are breaks in series; before this day nothing is seen.

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
        min({{ epoch_seconds('starts_at') }}) as midnight_second

    from calendar_segments
    group by local_date

),

complete as (

    select min(complete_from_second) as from_second from sources

),

seen as (

    select min(midnights.local_date) as first_whole_date

    from midnights
    inner join complete
        on midnights.midnight_second >= complete.from_second

)

select * from seen
