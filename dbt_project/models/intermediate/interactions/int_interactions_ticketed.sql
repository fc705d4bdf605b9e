-- Tickets: what each interaction belongs to. An interaction without customer is
-- in no ticket, and is counted.

with

interactions as (

    select * from {{ ref('int_interactions_classified') }}

),

tickets_assigned as (

    select * from {{ ref('int_tickets_assigned') }}

),

ticketed as (

    select
        interactions.*,
        tickets_assigned.ticket_id,
        tickets_assigned.ticket_root_number,
        tickets_assigned.ticket_reason_id,
        tickets_assigned.link_rule,
        tickets_assigned.contact_number

    from interactions
    left join tickets_assigned
        on
            interactions.interaction_number
            = tickets_assigned.interaction_number

)

select * from ticketed
