-- Who: interactions with their customer.

with

interactions as (

    select * from {{ ref('int_interactions_unioned') }}

),

customers_assigned as (

    select * from {{ ref('int_customers_assigned') }}

),

identified as (

    select
        interactions.*,
        customers_assigned.customer_number,
        customers_assigned.customer_id,
        customers_assigned.identity_rule

    from interactions
    inner join customers_assigned
        on
            interactions.interaction_number
            = customers_assigned.interaction_number

)

select * from identified
