-- The week, month and year of each day, and whether that period is final: over,
-- to its last local midnight, by the data horizon, with 99 % of the tickets that
-- started in it closed (equal is enough). Until then its figures still move.

with

days as (

    select * from {{ ref('int_calendar_days') }}

),

tickets_known as (

    select * from {{ ref('int_tickets_known') }}

),

contacts as (

    select * from {{ ref('int_contacts_caused') }}
    where contact_number = 1

),

calendar_segments as (

    select * from {{ ref('stg_workspace__calendar_segments') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

in_periods as (

    select
        days.local_date,
        grains.period_grain,
        case
            when grains.period_grain = 'week' then days.week_started_on
            when grains.period_grain = 'month' then days.month_started_on
            when grains.period_grain = 'year' then days.year_started_on
        end as period_started_on,
        case
            when grains.period_grain = 'week'
                then cast(days.week_started_on + interval '7' day as date)
            when grains.period_grain = 'month'
                then cast(days.month_started_on + interval '1' month as date)
            when grains.period_grain = 'year'
                then cast(days.year_started_on + interval '1' year as date)
        end as period_ended_on

    from days
    cross join (values ('week'), ('month'), ('year')) as grains (period_grain)

),

midnights as (

    select
        local_date,
        min({{ epoch_seconds('starts_at') }}) as midnight_second

    from calendar_segments
    group by local_date

),

closed as (

    select
        contacts.local_date,
        count(*) as ticket_count,
        count(case when tickets_known.is_closed then 1 end) as closed_count

    from tickets_known
    inner join contacts
        on tickets_known.ticket_root_number = contacts.ticket_root_number
    group by contacts.local_date

),

finalised as (

    select
        in_periods.local_date,
        in_periods.period_grain,
        in_periods.period_started_on,
        coalesce(midnights.midnight_second <= horizon.horizon_second, false)
        and coalesce(
            sum(closed.closed_count) over period
            >= 0.99 * sum(closed.ticket_count) over period,
            true
        ) as is_final

    from in_periods
    cross join horizon
    left join midnights
        on in_periods.period_ended_on = midnights.local_date
    left join closed
        on in_periods.local_date = closed.local_date
    window period as (
        partition by in_periods.period_grain, in_periods.period_started_on
    )

)

select * from finalised
