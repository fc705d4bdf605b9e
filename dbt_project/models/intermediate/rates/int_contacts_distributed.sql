-- How many contacts tickets take: for each reason and number of contacts, the
-- tickets with so many and, customer by customer, those with at most so many, of
-- which an interval is made. Ten stands for ten or more: such tickets are few, and
-- every customer is looked at once per number. Eligible tickets of the last twelve
-- final months, since later ones may still grow.

with

tickets as (

    select * from {{ ref('int_tickets_described') }}
    where is_eligible

),

year_days as (

    select * from {{ ref('int_calendar_yearly') }}

),

by_customer as (

    select
        tickets.contact_reason_id,
        tickets.customer_id,
        least(tickets.contact_count, 10) as contact_count,
        count(*) as ticket_count

    from tickets
    inner join year_days
        on tickets.local_date = year_days.local_date
    group by
        tickets.contact_reason_id,
        tickets.customer_id,
        least(tickets.contact_count, 10)

),

sizes as (

    select
        contact_reason_id,
        contact_count,
        cast(sum(ticket_count) as bigint) as ticket_count

    from by_customer
    group by contact_reason_id, contact_count

),

up_to as (

    select
        sizes.contact_reason_id,
        sizes.contact_count,
        max(sizes.ticket_count) as ticket_count,
        by_customer.customer_id,
        sum(by_customer.ticket_count) as customer_ticket_count,
        sum(
            case
                when by_customer.contact_count <= sizes.contact_count
                    then by_customer.ticket_count
                else 0
            end
        ) as customer_within_count

    from sizes
    inner join by_customer
        on sizes.contact_reason_id = by_customer.contact_reason_id
    group by
        sizes.contact_reason_id, sizes.contact_count, by_customer.customer_id

),

distributed as (

    select
        contact_reason_id,
        contact_count,
        max(ticket_count) as ticket_count,
        count(*) as customer_count,
        cast(sum(customer_ticket_count) as bigint) as reason_ticket_count,
        cast(sum(customer_within_count) as bigint) as within_count,
        cast(sum(customer_within_count * customer_within_count) as double)
            as within_squared,
        cast(sum(customer_within_count * customer_ticket_count) as double)
            as within_by_tickets,
        cast(sum(customer_ticket_count * customer_ticket_count) as double)
            as tickets_squared

    from up_to
    group by contact_reason_id, contact_count

)

select * from distributed
