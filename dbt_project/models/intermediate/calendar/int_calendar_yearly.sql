-- The days that yearly figures are counted over: the last twelve of the months
-- that are final and whose tickets' starts are known, silent ones among them.
-- day_count is the length of these months, to bring fewer than twelve to a year;
-- under 90 days nothing is brought to a year.

with

months_known as (

    select
        month_started_on,
        row_number() over (order by month_started_on desc) as recency_rank

    from {{ ref('int_calendar_known') }}

),

calendar_segments as (

    select * from {{ ref('stg_workspace__calendar_segments') }}

),

days as (

    select distinct
        calendar_segments.local_date,
        months_known.month_started_on

    from calendar_segments
    inner join months_known
        on
            cast(date_trunc('month', calendar_segments.local_date) as date)
            = months_known.month_started_on
    where months_known.recency_rank <= 12

),

yearly as (

    select
        local_date,
        month_started_on,
        count(*) over () as day_count,
        min(month_started_on) over () as first_month_started_on,
        max(month_started_on) over () as last_month_started_on,
        dense_rank() over (order by month_started_on desc) as month_rank

    from days

),

counted as (

    select
        local_date,
        month_started_on,
        first_month_started_on,
        last_month_started_on,
        max(month_rank) over () as month_count,
        day_count,
        max(month_rank) over () < 12 as is_annualised,
        case
            when max(month_rank) over () = 12 then 1.0
            when day_count >= 90 then 365.0 / day_count
        end as year_factor

    from yearly

)

select * from counted
