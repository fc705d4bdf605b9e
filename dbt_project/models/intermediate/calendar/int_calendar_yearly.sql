-- The days that yearly figures are counted over: of the months that are final and
-- whose tickets' starts are known (99 %, equal is enough), the last twelve.
-- day_count is the length of these months, to bring fewer than twelve to a year;
-- under 90 days nothing is brought to a year.

with

finalised as (

    select * from {{ ref('int_calendar_finalised') }}
    where period_grain = 'month' and is_final

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

months as (

    select
        finalised.period_started_on as month_started_on,
        row_number() over (
            order by finalised.period_started_on desc
        ) as recency_rank

    from contacts
    inner join tickets_known
        on contacts.ticket_root_number = tickets_known.ticket_root_number
    inner join finalised
        on contacts.local_date = finalised.local_date
    group by finalised.period_started_on
    having
        count(case when tickets_known.is_start_known then 1 end)
        >= 0.99 * count(*)

),

days as (

    select distinct
        calendar_segments.local_date,
        months.month_started_on

    from calendar_segments
    inner join months
        on
            cast(date_trunc('month', calendar_segments.local_date) as date)
            = months.month_started_on
    where months.recency_rank <= 12

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
