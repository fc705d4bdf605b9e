-- Which ticket each contact is in, why, and which contact of it it is.

with

joined as (

    select * from {{ ref('int_contacts_joined') }}

),

tickets as (

    select * from {{ ref('int_tickets_opened') }}

),

ticketed as (

    select
        joined.contact_root_number,
        joined.ticket_root_number,
        tickets.ticket_id,
        joined.link_rule,
        row_number() over (
            partition by joined.ticket_root_number
            order by joined.contact_root_number
        ) as contact_number

    from joined
    inner join tickets
        on joined.ticket_root_number = tickets.ticket_root_number

)

select * from ticketed
