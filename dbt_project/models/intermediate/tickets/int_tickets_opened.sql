-- One row per ticket: a customer, a reason and a chain of contacts, neighbours
-- included. Its first contact gives its id and its start. Neighbours move no
-- limit: chain_started_second is the first contact without them, reach_second
-- says until when another contact would still belong to the ticket.

with

chained as (

    select * from {{ ref('int_tickets_chained') }}

),

neighboured as (

    select * from {{ ref('int_contacts_neighboured') }}

),

contacts as (

    select * from {{ ref('int_contacts_classified') }}

),

members as (

    select
        contact_root_number,
        ticket_root_number

    from chained

    union all

    select
        neighboured.contact_root_number,
        chained.ticket_root_number

    from neighboured
    inner join chained
        on neighboured.neighbour_root_number = chained.contact_root_number

),

first_contacts as (

    select
        ticket_root_number,
        min(contact_root_number) as first_contact_root_number

    from members
    group by ticket_root_number

),

reaches as (

    select
        ticket_root_number,
        customer_number,
        customer_id,
        contact_reason_id,
        window_seconds,
        min(started_second) as chain_started_second,
        max(reach_second) as reach_second

    from chained
    group by
        ticket_root_number,
        customer_number,
        customer_id,
        contact_reason_id,
        window_seconds

),

opened as (

    select
        reaches.ticket_root_number,
        first_contacts.first_contact_root_number,
        contacts.contact_id as ticket_id,
        reaches.customer_number,
        reaches.customer_id,
        reaches.contact_reason_id,
        contacts.started_second,
        reaches.chain_started_second,
        reaches.reach_second,
        reaches.window_seconds

    from reaches
    inner join first_contacts
        on reaches.ticket_root_number = first_contacts.ticket_root_number
    inner join contacts
        on
            first_contacts.first_contact_root_number
            = contacts.contact_root_number

)

select * from opened
