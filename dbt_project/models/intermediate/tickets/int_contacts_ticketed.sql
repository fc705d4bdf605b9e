-- Which ticket each contact is in, why, and which contact of it it is.

with

chained as (

    select * from {{ ref('int_tickets_chained') }}

),

neighboured as (

    select * from {{ ref('int_contacts_neighboured') }}

),

tickets as (

    select * from {{ ref('int_tickets_opened') }}

),

members as (

    select
        contact_root_number,
        ticket_root_number,
        link_rule

    from chained

    union all

    select
        neighboured.contact_root_number,
        chained.ticket_root_number,
        'neighbour' as link_rule

    from neighboured
    inner join chained
        on neighboured.neighbour_root_number = chained.contact_root_number

),

ticketed as (

    select
        members.contact_root_number,
        members.ticket_root_number,
        tickets.ticket_id,
        members.link_rule,
        row_number() over (
            partition by members.ticket_root_number
            order by members.contact_root_number
        ) as contact_number

    from members
    inner join tickets
        on members.ticket_root_number = tickets.ticket_root_number

)

select * from ticketed
