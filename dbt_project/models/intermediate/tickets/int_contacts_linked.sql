-- The chains as the rules make them, neighbours in their places, before any
-- decision by hand.

with

chained as (

    select * from {{ ref('int_tickets_chained') }}

),

neighboured as (

    select * from {{ ref('int_contacts_neighboured') }}

),

linked as (

    select
        contact_root_number,
        ticket_root_number as chain_root_number,
        customer_number,
        contact_reason_id,
        link_rule

    from chained

    union all

    select
        neighboured.contact_root_number,
        chained.ticket_root_number as chain_root_number,
        chained.customer_number,
        chained.contact_reason_id,
        'neighbour' as link_rule

    from neighboured
    inner join chained
        on neighboured.neighbour_root_number = chained.contact_root_number

)

select * from linked
