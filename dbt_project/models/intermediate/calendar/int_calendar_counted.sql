-- How many of a local month's days are seen whole: what is spent or due on all of
-- it (a ledger, a minimum) is borne by what was seen only for its part of the
-- days. Months without any are not here.

with

calendar_segments as (

    select * from {{ ref('stg_workspace__calendar_segments') }}

),

seen as (

    select * from {{ ref('int_calendar_seen') }}

),

days as (

    select distinct
        local_date,
        cast(date_trunc('month', local_date) as date) as month_started_on

    from calendar_segments

),

counted as (

    select
        days.month_started_on,
        count(*) as day_count,
        count(
            case
                when
                    days.local_date >= seen.first_whole_date
                    and days.local_date <= seen.last_whole_date
                    then 1
            end
        ) as seen_day_count

    from days
    cross join seen
    group by days.month_started_on

),

with_any_seen as (

    select * from counted
    where seen_day_count > 0

)

select * from with_any_seen
