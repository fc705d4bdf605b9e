-- Customers repeat, so the spread of what tickets cost is that of customers: of
-- each month, reason and first channel, how far customers' sums lie from what the
-- mean would make of their tickets. The distances are squared, never sums
-- subtracted: where all cost the same, what is left of a subtraction is chance.
-- Measured are eligible tickets whose cost is complete.

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
        sum(tickets_costed.cost_to_resolve_amount) as amount

    from tickets
    inner join tickets_costed
        on tickets.ticket_root_number = tickets_costed.ticket_root_number
    group by
        date_trunc('month', tickets.local_date),
        tickets.contact_reason_id,
        tickets.first_channel,
        tickets.customer_id

),

meant as (

    select
        *,
        count(*) over this_cell as customer_count,
        sum(ticket_count) over this_cell as measured_ticket_count,
        cast(sum(amount) over this_cell as double)
        / sum(ticket_count) over this_cell as mean_amount

    from by_customer
    window this_cell as (partition by {{ cell | join(', ') }})

),

clustered as (

    select
        {{ cell | join(',\n        ') }},
        customer_count,
        cast(measured_ticket_count as bigint) as measured_ticket_count,
        mean_amount,
        customer_count / nullif(customer_count - 1, 0)
        * {{ ordered_sum(
            '(cast(amount as double) - mean_amount * ticket_count)'
            ~ ' * (cast(amount as double) - mean_amount * ticket_count)'
        ) }}
        / (measured_ticket_count * measured_ticket_count) as variance

    from meant
    group by
        {{ cell | join(',\n        ') }},
        customer_count,
        measured_ticket_count,
        mean_amount

)

select * from clustered
