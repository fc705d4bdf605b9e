-- The last contact of a ticket starts before the first of the next ticket of
-- the same customer and reason. Neighbours move no limit and are not asked, nor
-- are tickets that a person joined.

with

contacts as (

    select * from {{ ref('int_contacts_ticketed') }}
    where link_rule <> 'neighbour'

),

tickets as (

    select * from {{ ref('int_tickets_opened') }}

),

spans as (

    select
        tickets.customer_number,
        tickets.contact_reason_id,
        tickets.ticket_root_number,
        min(contacts.contact_root_number) as first_number,
        max(contacts.contact_root_number) as last_number

    from tickets
    inner join contacts
        on tickets.ticket_root_number = contacts.ticket_root_number
    group by
        tickets.customer_number,
        tickets.contact_reason_id,
        tickets.ticket_root_number
    having max(case when contacts.link_rule = 'override' then 1 else 0 end) = 0

),

with_next as (

    select
        *,
        lead(first_number) over (
            partition by customer_number, contact_reason_id
            order by first_number
        ) as next_first_number

    from spans

)

select * from with_next
where last_number >= next_first_number
