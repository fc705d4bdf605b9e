-- Costs: what each interaction cost, and on which basis. What nothing prices has
-- no cost: null, never zero.

with

interactions as (

    select * from {{ ref('int_interactions_ticketed') }}

),

costs_settled as (

    select * from {{ ref('int_costs_settled') }}

),

costed as (

    select
        interactions.*,
        costs_settled.cost_amount,
        costs_settled.cost_basis

    from interactions
    left join costs_settled
        on interactions.interaction_number = costs_settled.interaction_number

)

select * from costed
