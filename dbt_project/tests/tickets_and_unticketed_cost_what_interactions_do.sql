-- Tickets and what is in none cost what interactions cost, exactly.

with

tickets as (

    select coalesce(sum(cost_to_resolve_amount), 0) as amount
    from {{ ref('tickets') }}

),

unticketed as (

    select coalesce(sum(cost_amount), 0) as amount
    from {{ ref('interactions') }}
    where ticket_id is null

),

interactions as (

    select coalesce(sum(cost_amount), 0) as amount
    from {{ ref('interactions') }}

)

select
    tickets.amount as ticketed_amount,
    unticketed.amount as unticketed_amount,
    interactions.amount as whole_amount

from tickets
cross join unticketed
cross join interactions
where tickets.amount + unticketed.amount <> interactions.amount
