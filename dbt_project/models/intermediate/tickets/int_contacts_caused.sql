-- Why a customer came back: a reiteration is a contact that is not the first of
-- its ticket; its cause is the first match on the contact before. `unserved`:
-- nobody served it. `chaser`: its thread still waited for an answer.
-- `self_service`: it ended in self-care, IVR or bot. `requested`: the status
-- right after it, of the company's first message, else its own, is
-- pending_customer. `waiting`: internal
-- work or on_hold between the two. `unresolved`: none of these.
--
-- One row per contact of a ticket.

with

contacts as (

    select * from {{ ref('int_contacts_classified') }}

),

contacts_ticketed as (

    select * from {{ ref('int_contacts_ticketed') }}

),

interactions as (

    select * from {{ ref('int_interactions_ticketed') }}
    where ticket_root_number is not null

),

statuses as (

    select
        ticket_root_number,
        contact_number,
        source_status,
        direction,
        row_number() over (
            partition by ticket_root_number, contact_number
            order by
                case when source_status is null then 1 else 0 end,
                case
                    when direction = 'outbound' then 0
                    when direction = 'inbound' then 1
                    else 2
                end,
                case
                    when direction = 'outbound' then interaction_number
                    else -interaction_number
                end
        ) as status_rank

    from interactions

),

between_contacts as (

    select
        ticket_root_number,
        contact_number,
        max(case when status_rank = 1 then source_status end) as next_status,
        bool_or(direction = 'internal' or source_status = 'on_hold')
            as has_waited

    from statuses
    group by ticket_root_number, contact_number

),

in_tickets as (

    select
        contacts.*,
        contacts_ticketed.ticket_id,
        contacts_ticketed.ticket_root_number,
        contacts_ticketed.link_rule,
        contacts_ticketed.contact_number,
        between_contacts.next_status,
        between_contacts.has_waited

    from contacts
    inner join contacts_ticketed
        on
            contacts.contact_root_number
            = contacts_ticketed.contact_root_number
    left join between_contacts
        on
            contacts_ticketed.ticket_root_number
            = between_contacts.ticket_root_number
            and contacts_ticketed.contact_number
            = between_contacts.contact_number

),

with_neighbours as (

    select
        *,
        lag(is_served) over ticket_order as is_previous_served,
        lag(is_ended_in_self_service) over ticket_order
            as is_previous_self_service,
        lag(next_status) over ticket_order as previous_status,
        lag(has_waited) over ticket_order as has_previous_waited,
        lag(channel) over ticket_order as previous_channel,
        lag(ended_second) over ticket_order as previous_ended_second,
        lead(channel) over ticket_order as next_channel,
        lead(team_name) over ticket_order as next_team_name,
        lead(started_second) over ticket_order as next_started_second

    from in_tickets
    window ticket_order as (
        partition by ticket_root_number order by contact_number
    )

),

caused as (

    select
        *,
        contact_number > 1 as is_reiteration,
        next_started_second is not null as is_followed,
        case
            when previous_ended_second is not null
                then greatest(started_second - previous_ended_second, 0)
        end as seconds_since_previous,
        case
            when next_started_second is not null
                then greatest(next_started_second - ended_second, 0)
        end as seconds_to_next,
        case
            when contact_number = 1 then null
            when not is_previous_served then 'unserved'
            when is_chaser then 'chaser'
            when is_previous_self_service then 'self_service'
            when previous_status = 'pending_customer' then 'requested'
            when has_previous_waited then 'waiting'
            else 'unresolved'
        end as reiteration_cause

    from with_neighbours

)

select * from caused
