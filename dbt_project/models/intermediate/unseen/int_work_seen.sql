-- What is seen of the year's internal work: how much of it is in a ticket of a known
-- reason. One row.

with

work as (

    select * from {{ ref('int_interactions_costed') }}
    where direction = 'internal' and not is_automatic

),

year_days as (

    select * from {{ ref('int_calendar_yearly') }}

),

attributed as (

    select * from {{ ref('int_costs_attributed') }}

),

tickets as (

    select * from {{ ref('int_tickets_described') }}
    where contact_reason_id <> 'unqualified'

),

seen as (

    select
        cast(count(tickets.ticket_root_number) as double)
        / nullif(count(*), 0) as ticketed_share

    from work
    inner join year_days
        on work.local_date = year_days.local_date
    inner join attributed
        on work.interaction_number = attributed.interaction_number
    left join tickets
        on attributed.ticket_root_number = tickets.ticket_root_number

)

select * from seen
