-- From when on everything is known of those who come at a time: the latest
-- start of completeness among the contact sources active then, as a second and
-- as a local day. It changes only where a source begins or ends. One row per
-- stretch of time between two such changes.

with

sources as (

    select * from {{ ref('int_sources_completed') }}
    where is_contact_source

),

calendar_segments as (

    select * from {{ ref('stg_workspace__calendar_segments') }}

),

changes as (

    select complete_from_second as from_second from sources
    union distinct
    select active_until_second as from_second from sources
    where active_until_second is not null

),

stretches as (

    select
        from_second,
        lead(from_second) over (order by from_second asc nulls last)
            as until_second

    from changes
    where from_second is not null

),

known as (

    select
        stretches.from_second,
        stretches.until_second,
        max(sources.complete_from_second) as known_from_second

    from stretches
    inner join sources
        on
            stretches.from_second >= sources.complete_from_second
            and (
                sources.active_until_second is null
                or stretches.from_second < sources.active_until_second
            )
    group by stretches.from_second, stretches.until_second

),

with_date as (

    select
        known.*,
        calendar_segments.local_date as known_from_date

    from known
    left join calendar_segments
        on
            {{ timestamp_of('known.known_from_second') }}
            >= calendar_segments.starts_at
            and {{ timestamp_of('known.known_from_second') }}
            < calendar_segments.ends_at

)

select * from with_date
