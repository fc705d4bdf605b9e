-- Customers repeat, so the spread of what tickets cost is that of customers: of
-- each month, reason and first channel the sums over customers of the squares
-- and products that an interval is made of. Measured are eligible tickets whose
-- cost is complete.

{% set cell = ['month_started_on', 'contact_reason_id', 'first_channel'] %}

with

tickets as (

    select * from {{ ref('int_tickets_described') }}
    where is_eligible

),

tickets_costed as (

    select * from {{ ref('int_tickets_costed') }}
    where has_complete_cost

),

by_customer as (

    select
        cast(date_trunc('month', tickets.local_date) as date)
            as month_started_on,
        tickets.contact_reason_id,
        tickets.first_channel,
        tickets.customer_id,
        count(*) as ticket_count,
        cast(sum(tickets_costed.cost_to_resolve_amount) as double) as amount

    from tickets
    inner join tickets_costed
        on tickets.ticket_root_number = tickets_costed.ticket_root_number
    group by
        date_trunc('month', tickets.local_date),
        tickets.contact_reason_id,
        tickets.first_channel,
        tickets.customer_id

),

clustered as (

    select
        {{ cell | join(',\n        ') }},
        count(*) as customer_count,
        sum(ticket_count) as measured_ticket_count,
        sum(amount) as measured_amount,
        sum(amount * amount) as amount_squared,
        sum(amount * ticket_count) as amount_by_count,
        sum(ticket_count * ticket_count) as count_squared

    from by_customer
    group by {{ cell | join(', ') }}

),

meant as (

    select
        *,
        measured_amount / measured_ticket_count as mean_amount

    from clustered

),

varied as (

    select
        {{ cell | join(',\n        ') }},
        customer_count,
        cast(measured_ticket_count as bigint) as measured_ticket_count,
        mean_amount,
        customer_count / nullif(customer_count - 1, 0)
        * greatest(
            amount_squared
            - 2 * mean_amount * amount_by_count
            + mean_amount * mean_amount * count_squared,
            0
        )
        / (measured_ticket_count * measured_ticket_count) as variance

    from meant

)

select * from varied
