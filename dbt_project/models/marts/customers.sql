with

customers as (

    select * from {{ ref('int_customers_described') }}

),

interactions as (

    select * from {{ ref('int_interactions_costed') }}
    where customer_number is not null

),

counted as (

    select
        customer_number,
        count(distinct ticket_id) as ticket_count,
        count(distinct contact_id) as contact_count,
        count(*) as interaction_count,
        min(started_at) as first_seen_at,
        max(started_at) as last_seen_at,
        cast(sum(cost_amount) as decimal(24, 6)) as cost_amount

    from interactions
    group by customer_number

),

published as (

    select
        customers.customer_id,
        customers.identity_rule,
        customers.account_count,
        customers.email_count,
        customers.phone_count,
        customers.device_count,
        customers.social_count,
        customers.order_count,
        customers.customer_segment,
        customers.customer_type,
        coalesce(counted.ticket_count, 0) as ticket_count,
        coalesce(counted.contact_count, 0) as contact_count,
        coalesce(counted.interaction_count, 0) as interaction_count,
        counted.cost_amount,
        counted.first_seen_at,
        counted.last_seen_at

    from customers
    left join counted
        on customers.customer_number = counted.customer_number

)

select * from published
