-- The ticket of each interaction that has one, why, and after which contact of
-- the ticket it came (0: before the first).

with

interactions as (

    select * from {{ ref('int_interactions_classified') }}

),

contacts_ticketed as (

    select * from {{ ref('int_contacts_ticketed') }}

),

attached as (

    select * from {{ ref('int_tickets_attached') }}

),

tickets as (

    select * from {{ ref('int_tickets_opened') }}

),

members as (

    select
        interactions.interaction_number,
        coalesce(
            contacts_ticketed.ticket_root_number, attached.ticket_root_number
        ) as ticket_root_number,
        coalesce(contacts_ticketed.link_rule, attached.link_rule) as link_rule,
        contacts_ticketed.contact_number as own_contact_number

    from interactions
    left join contacts_ticketed
        on
            interactions.contact_root_number
            = contacts_ticketed.contact_root_number
    left join attached
        on interactions.interaction_number = attached.interaction_number

),

assigned as (

    select
        members.*,
        tickets.ticket_id,
        tickets.contact_reason_id as ticket_reason_id,
        coalesce(
            members.own_contact_number,
            max(members.own_contact_number) over (
                partition by members.ticket_root_number
                order by members.interaction_number
                rows between unbounded preceding and current row
            ),
            0
        ) as contact_number

    from members
    inner join tickets
        on members.ticket_root_number = tickets.ticket_root_number

)

select * from assigned
