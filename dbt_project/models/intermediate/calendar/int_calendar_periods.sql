-- Every period a day belongs to: its week, month and year, and the months that
-- headline figures are counted over, `last_12_months`.

with

finalised as (

    select * from {{ ref('int_calendar_finalised') }}

),

reported as (

    select * from {{ ref('int_calendar_reported') }}

),

periods as (

    select
        local_date,
        period_grain,
        period_started_on,
        is_final

    from finalised
    union all
    select
        local_date,
        'last_12_months' as period_grain,
        period_started_on,
        is_final

    from reported

)

select * from periods
