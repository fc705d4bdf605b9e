-- The months that a year may be made of: final, and the starts of 99 % of their
-- tickets known (equal is enough). A month in which no ticket started is one of
-- them where a source of contacts was complete and active from its first local
-- midnight to its last: a silent month is as much of a year as a busy one.

with

finalised as (

    select distinct period_started_on as month_started_on

    from {{ ref('int_calendar_finalised') }}
    where period_grain = 'month' and is_final

),

contacts as (

    select * from {{ ref('int_contacts_caused') }}
    where contact_number = 1

),

tickets_known as (

    select * from {{ ref('int_tickets_known') }}

),

sources as (

    select * from {{ ref('int_sources_completed') }}
    where is_contact_source

),

calendar_segments as (

    select * from {{ ref('stg_workspace__calendar_segments') }}

),

bounds as (

    select
        cast(date_trunc('month', local_date) as date) as month_started_on,
        min({{ epoch_seconds('starts_at') }}) as from_second,
        max({{ epoch_seconds('ends_at') }}) as until_second

    from calendar_segments
    group by cast(date_trunc('month', local_date) as date)

),

watched as (

    select distinct bounds.month_started_on

    from bounds
    inner join sources
        on
            bounds.from_second >= sources.complete_from_second
            and bounds.until_second
            <= coalesce(sources.active_until_second, bounds.until_second)

),

started as (

    select
        cast(date_trunc('month', contacts.local_date) as date)
            as month_started_on,
        count(case when tickets_known.is_start_known then 1 end)
        >= 0.99 * count(*) as is_start_known

    from contacts
    inner join tickets_known
        on contacts.ticket_root_number = tickets_known.ticket_root_number
    group by cast(date_trunc('month', contacts.local_date) as date)

),

known as (

    select finalised.month_started_on

    from finalised
    left join started
        on finalised.month_started_on = started.month_started_on
    left join watched
        on finalised.month_started_on = watched.month_started_on
    where
        coalesce(
            started.is_start_known, watched.month_started_on is not null
        )

)

select * from known
