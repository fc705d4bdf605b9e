with

contacts as (

    select * from {{ ref('int_contacts_classified') }}

),

contacts_caused as (

    select * from {{ ref('int_contacts_caused') }}

),

contacts_joined as (

    select * from {{ ref('int_contacts_joined') }}

),

customers as (

    select * from {{ ref('int_customers_described') }}

),

tickets_known as (

    select * from {{ ref('int_tickets_known') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

contacts_costed as (

    select * from {{ ref('int_contacts_costed') }}

),

published as (

    select
        contacts.contact_id,
        contacts_caused.ticket_id,
        contacts.customer_id,
        contacts_caused.contact_number,
        {{ timestamp_of('contacts.started_second') }} as started_at,
        {{ timestamp_of('contacts.ended_second') }} as ended_at,
        contacts.local_date,
        contacts.channel,
        contacts.source_name,
        contacts.outcome,
        contacts.is_served,
        contacts.leg_count,
        contacts.queue_name,
        contacts.team_name,
        contacts.site_name,
        contacts.partner_name,
        contacts.support_level,
        contacts.language,
        customers.customer_segment,
        coalesce(contacts_joined.contact_reason_id, contacts.contact_reason_id)
            as contact_reason_id,
        coalesce(contacts_joined.reason_rule, contacts.reason_rule)
            as reason_rule,
        contacts_caused.link_rule,
        contacts.waiting_seconds,
        contacts.handling_seconds,
        contacts_costed.cost_amount,
        coalesce(contacts_caused.is_reiteration, false) as is_reiteration,
        contacts_caused.reiteration_cause,
        contacts_caused.is_chaser,
        contacts_caused.seconds_since_previous,
        contacts_caused.previous_channel,
        coalesce(contacts_caused.is_followed, false) as is_followed,
        contacts_caused.seconds_to_next,
        contacts_caused.next_channel,
        contacts_caused.next_team_name,
        coalesce(
            tickets_known.is_start_known
            and contacts.ended_second + tickets_known.window_seconds
            <= horizon.horizon_second,
            false
        ) as is_eligible

    from contacts
    cross join horizon
    left join contacts_caused
        on contacts.contact_root_number = contacts_caused.contact_root_number
    left join contacts_costed
        on contacts.contact_root_number = contacts_costed.contact_root_number
    left join contacts_joined
        on contacts.contact_root_number = contacts_joined.contact_root_number
    left join customers
        on contacts.customer_number = customers.customer_number
    left join tickets_known
        on
            contacts_caused.ticket_root_number
            = tickets_known.ticket_root_number

)

select * from published
