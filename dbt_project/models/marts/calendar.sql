with

days as (

    select * from {{ ref('int_calendar_days') }}

),

published as (

    select
        local_date,
        week_started_on,
        month_started_on,
        year_started_on,
        starts_at,
        ends_at,
        is_known

    from days

)

select * from published
