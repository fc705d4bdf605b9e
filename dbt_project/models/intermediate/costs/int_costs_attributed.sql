-- Which contact of its ticket an interaction is done for: one of its legs, or a
-- company message in its thread before the ticket's next contact. Other work is
-- done for the ticket, for no contact of it.

with

interactions as (

    select * from {{ ref('int_interactions_costed') }}
    where not is_automatic

),

contacts_ticketed as (

    select * from {{ ref('int_contacts_ticketed') }}

),

threads_of_contacts as (

    select distinct
        interactions.thread_id,
        interactions.contact_root_number,
        contacts_ticketed.ticket_root_number,
        contacts_ticketed.contact_number

    from interactions
    inner join contacts_ticketed
        on
            interactions.contact_root_number
            = contacts_ticketed.contact_root_number
    where interactions.thread_id is not null

),

attributed as (

    select
        interactions.interaction_number,
        coalesce(
            interactions.contact_root_number,
            threads_of_contacts.contact_root_number
        ) as contact_root_number,
        interactions.ticket_root_number,
        interactions.contact_number,
        interactions.direction,
        interactions.cost_amount

    from interactions
    left join threads_of_contacts
        on
            interactions.direction = 'outbound'
            and interactions.ticket_root_number
            = threads_of_contacts.ticket_root_number
            and interactions.contact_number
            = threads_of_contacts.contact_number
            and interactions.thread_id = threads_of_contacts.thread_id

)

select * from attributed
