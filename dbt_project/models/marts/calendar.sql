with

days as (

    select * from {{ ref('int_calendar_days') }}

),

reported as (

    select * from {{ ref('int_calendar_reported') }}

),

year_days as (

    select * from {{ ref('int_calendar_yearly') }}

),

published as (

    select
        days.local_date,
        days.week_started_on,
        days.month_started_on,
        days.year_started_on,
        days.starts_at,
        days.ends_at,
        days.is_known,
        reported.local_date is not null as is_reported,
        year_days.local_date is not null as is_in_year

    from days
    left join reported
        on days.local_date = reported.local_date
    left join year_days
        on days.local_date = year_days.local_date

)

select * from published
