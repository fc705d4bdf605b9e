-- One row per ticket: a customer, a reason and a chain of contacts, neighbours
-- included. Its first contact gives its id and its start. Neighbours move no
-- limit, unless a ticket was split so that it has nothing else:
-- chain_started_second is the first contact without them, reach_second says
-- until when another contact would still belong to the ticket. Reaches count
-- with the window of the ticket's reason: a join may have changed it.

with

joined as (

    select * from {{ ref('int_contacts_joined') }}

),

contacts as (

    select * from {{ ref('int_contacts_reached') }}

),

reasons_listed as (

    select * from {{ ref('int_reasons_listed') }}

),

members as (

    select
        joined.ticket_root_number,
        joined.customer_number,
        joined.contact_reason_id,
        reasons_listed.window_seconds,
        contacts.started_second,
        joined.link_rule <> 'neighbour' as is_limit,
        greatest(
            greatest(
                contacts.window_reach_second,
                coalesce(
                    contacts.answer_reach_second, contacts.window_reach_second
                )
            ) - contacts.window_seconds + reasons_listed.window_seconds,
            coalesce(contacts.case_reach_second, 0)
        ) as reach_second

    from joined
    inner join contacts
        on joined.contact_root_number = contacts.contact_root_number
    inner join reasons_listed
        on joined.contact_reason_id = reasons_listed.contact_reason_id

),

reaches as (

    select
        ticket_root_number,
        customer_number,
        contact_reason_id,
        window_seconds,
        coalesce(
            min(case when is_limit then started_second end),
            min(started_second)
        ) as chain_started_second,
        coalesce(
            max(case when is_limit then reach_second end), max(reach_second)
        ) as reach_second

    from members
    group by
        ticket_root_number,
        customer_number,
        contact_reason_id,
        window_seconds

),

opened as (

    select
        reaches.ticket_root_number,
        reaches.ticket_root_number as first_contact_root_number,
        contacts.contact_id as ticket_id,
        reaches.customer_number,
        contacts.customer_id,
        reaches.contact_reason_id,
        contacts.started_second,
        reaches.chain_started_second,
        reaches.reach_second,
        reaches.window_seconds

    from reaches
    inner join contacts
        on reaches.ticket_root_number = contacts.contact_root_number

)

select * from opened
