-- Each ticket from start to end: what it took. Every ticket has at least one
-- contact; it ends with the latest end of anything in it.

with

tickets as (

    select * from {{ ref('int_tickets_opened') }}

),

contacts as (

    select * from {{ ref('int_contacts_caused') }}

),

interactions as (

    select * from {{ ref('int_interactions_costed') }}
    where ticket_root_number is not null

),

contacts_summed as (

    select
        contacts.ticket_root_number,
        count(*) as contact_count,
        max(contacts.contact_number) as last_contact_number,
        count(case when not contacts.is_served then 1 end)
            as unserved_contact_count,
        count(distinct contacts.channel) as channel_count,
        count(
            case
                when contacts.channel <> contacts.previous_channel then 1
            end
        ) as channel_switch_count,
        count(
            case
                when
                    contacts.started_second
                    <= tickets.started_second + {{ days(30) }}
                    then 1
            end
        ) as contact_count_30_days,
        count(
            case when contacts.channel_family = 'self_care' then 1 end
        ) as self_service_count

    from contacts
    inner join tickets
        on contacts.ticket_root_number = tickets.ticket_root_number
    group by contacts.ticket_root_number

),

interactions_summed as (

    select
        ticket_root_number,
        count(*) as interaction_count,
        count(case when direction = 'internal' then 1 end)
            as internal_interaction_count,
        sum(handling_seconds) as handling_seconds,
        max(ended_second) as ended_second

    from interactions
    group by ticket_root_number

),

first_two as (

    select
        ticket_root_number,
        max(case when contact_number = 1 then ended_second end)
            as first_ended_second,
        max(case when contact_number = 2 then started_second end)
            as second_started_second

    from contacts
    where contact_number <= 2
    group by ticket_root_number

),

summed as (

    select
        tickets.*,
        interactions_summed.interaction_count,
        contacts_summed.contact_count,
        contacts_summed.contact_count_30_days,
        contacts_summed.unserved_contact_count,
        contacts_summed.channel_count,
        contacts_summed.channel_switch_count,
        contacts_summed.self_service_count,
        interactions_summed.internal_interaction_count,
        interactions_summed.handling_seconds,
        interactions_summed.ended_second,
        first_two.first_ended_second,
        first_two.second_started_second

    from tickets
    inner join contacts_summed
        on tickets.ticket_root_number = contacts_summed.ticket_root_number
    inner join interactions_summed
        on tickets.ticket_root_number = interactions_summed.ticket_root_number
    inner join first_two
        on tickets.ticket_root_number = first_two.ticket_root_number

)

select * from summed
