-- All that is said of a ticket but its costs, for the marts and the rates.

with

tickets as (

    select * from {{ ref('int_tickets_resolved') }}

),

tickets_known as (

    select * from {{ ref('int_tickets_known') }}

),

contacts as (

    select * from {{ ref('int_contacts_caused') }}

),

reasons_listed as (

    select * from {{ ref('int_reasons_listed') }}

),

customers as (

    select * from {{ ref('int_customers_described') }}

),

described as (

    select
        tickets.ticket_root_number,
        tickets.ticket_id,
        tickets.customer_id,
        tickets.contact_reason_id,
        reasons_listed.reason_group,
        reasons_listed.journey_step,
        reasons_listed.owner,
        {{ timestamp_of('tickets.started_second') }} as started_at,
        {{ timestamp_of('tickets.ended_second') }} as ended_at,
        first_contacts.local_date,
        first_contacts.channel as first_channel,
        last_contacts.channel as last_channel,
        first_contacts.source_name as first_source_name,
        first_contacts.team_name as first_team_name,
        first_contacts.site_name as first_site_name,
        first_contacts.partner_name as first_partner_name,
        first_contacts.support_level as first_support_level,
        customers.customer_segment,
        tickets.interaction_count,
        tickets.contact_count,
        tickets.contact_count - 1 as reiteration_count,
        reasons_listed.expected_contacts,
        greatest(tickets.contact_count - reasons_listed.expected_contacts, 0)
            as excess_contact_count,
        tickets.contact_count <= reasons_listed.expected_contacts
            as is_within_expected,
        tickets.contact_count_30_days,
        tickets.internal_interaction_count,
        tickets.self_service_count,
        tickets.unserved_contact_count,
        tickets.channel_count,
        tickets.channel_switch_count,
        tickets.handling_seconds,
        tickets.ended_second - tickets.started_second as elapsed_seconds,
        tickets.second_started_second - tickets.first_ended_second
            as seconds_to_first_reiteration,
        tickets.resolution,
        tickets.resolution = 'once_and_done' as is_once_and_done,
        tickets.resolution = 'reiterated' as is_reiterated,
        tickets_known.is_start_known,
        tickets_known.is_eligible,
        tickets_known.is_30_days_known,
        tickets_known.is_closed

    from tickets
    inner join tickets_known
        on tickets.ticket_root_number = tickets_known.ticket_root_number
    inner join contacts as first_contacts
        on
            tickets.ticket_root_number = first_contacts.ticket_root_number
            and first_contacts.contact_number = 1
    inner join contacts as last_contacts
        on
            tickets.ticket_root_number = last_contacts.ticket_root_number
            and tickets.contact_count = last_contacts.contact_number
    inner join reasons_listed
        on tickets.contact_reason_id = reasons_listed.contact_reason_id
    left join customers
        on tickets.customer_number = customers.customer_number

)

select * from described
