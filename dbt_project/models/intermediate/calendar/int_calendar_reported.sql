-- The days that headline figures are counted over. Of the last twelve months in
-- which tickets started, those that are final and whose tickets have all been
-- followed for 30 days; while there is none, those that are final; while there
-- is none, those with an eligible ticket, and the figures are provisional.

with

finalised as (

    select * from {{ ref('int_calendar_finalised') }}
    where period_grain = 'month'

),

tickets_known as (

    select * from {{ ref('int_tickets_known') }}

),

contacts as (

    select * from {{ ref('int_contacts_caused') }}
    where contact_number = 1

),

months as (

    select
        finalised.period_started_on as month_started_on,
        bool_and(finalised.is_final) as is_final,
        bool_or(tickets_known.is_eligible) as is_known,
        bool_and(
            tickets_known.is_30_days_known or not tickets_known.is_start_known
        ) as is_followed,
        row_number() over (
            order by finalised.period_started_on desc
        ) as recency_rank

    from contacts
    inner join tickets_known
        on contacts.ticket_root_number = tickets_known.ticket_root_number
    inner join finalised
        on contacts.local_date = finalised.local_date
    group by finalised.period_started_on

),

graded as (

    select
        month_started_on,
        is_final,
        case
            when is_final and is_followed then 1
            when is_final then 2
            else 3
        end as grade

    from months
    where recency_rank <= 12 and is_known

),

with_best as (

    select
        *,
        min(grade) over () as best_grade

    from graded

),

chosen as (

    select
        month_started_on,
        is_final,
        min(month_started_on) over () as period_started_on

    from with_best
    where grade = best_grade

),

reported as (

    select
        finalised.local_date,
        chosen.period_started_on,
        chosen.is_final

    from finalised
    inner join chosen
        on finalised.period_started_on = chosen.month_started_on

)

select * from reported
