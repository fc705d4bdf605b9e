with

touching as (

    select * from {{ ref('int_customers_ambiguous') }}

),

customers as (

    select * from {{ ref('int_customers_described') }}

),

interactions as (

    select * from {{ ref('int_interactions_costed') }}

),

counted as (

    select
        customer_number,
        count(*) as interaction_count,
        count(distinct contact_id) as contact_count,
        count(distinct ticket_id) as ticket_count

    from interactions
    group by customer_number

),

published as (

    select
        dense_rank() over (
            order by
                coalesce(counted.interaction_count, 0) desc,
                ambiguous.customer_id asc
        ) as position_number,
        ambiguous.customer_id,
        touched.customer_id as touched_customer_id,
        count(*) over (
            partition by touching.customer_number
        ) as touched_customer_count,
        touching.identifier_type,
        touching.shared_identifier_count,
        touching.shared_carrier_count,
        coalesce(counted.interaction_count, 0) as interaction_count,
        coalesce(counted.contact_count, 0) as contact_count,
        coalesce(counted.ticket_count, 0) as ticket_count

    from touching
    inner join customers as ambiguous
        on touching.customer_number = ambiguous.customer_number
    inner join customers as touched
        on touching.touched_customer_number = touched.customer_number
    left join counted
        on touching.customer_number = counted.customer_number

)

select * from published
