-- Costs: what each interaction cost, and on which basis. No rates are read yet,
-- so nothing is priced: null, never zero.

with

interactions as (

    select * from {{ ref('int_interactions_ticketed') }}

),

costed as (

    select
        *,
        cast(null as decimal(18, 6)) as cost_amount,
        cast(null as varchar) as cost_basis

    from interactions

)

select * from costed
