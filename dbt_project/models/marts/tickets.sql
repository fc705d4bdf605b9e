with

tickets as (

    select * from {{ ref('int_tickets_described') }}

),

tickets_costed as (

    select * from {{ ref('int_tickets_costed') }}

),

published as (

    select
        tickets.ticket_id,
        tickets.customer_id,
        tickets.contact_reason_id,
        tickets.reason_group,
        tickets.journey_step,
        tickets.owner,
        tickets.started_at,
        tickets.ended_at,
        tickets.local_date,
        tickets.first_channel,
        tickets.last_channel,
        tickets.first_source_name,
        tickets.first_team_name,
        tickets.first_site_name,
        tickets.first_partner_name,
        tickets.first_support_level,
        tickets.customer_segment,
        tickets.interaction_count,
        tickets.contact_count,
        tickets.reiteration_count,
        tickets.expected_contacts,
        tickets.excess_contact_count,
        tickets.is_within_expected,
        tickets.contact_count_30_days,
        tickets.internal_interaction_count,
        tickets.self_service_count,
        tickets.unserved_contact_count,
        tickets.channel_count,
        tickets.channel_switch_count,
        tickets.handling_seconds,
        tickets.elapsed_seconds,
        tickets.seconds_to_first_reiteration,
        tickets.resolution,
        tickets.is_once_and_done,
        tickets.is_reiterated,
        tickets.is_start_known,
        tickets.is_eligible,
        tickets.is_30_days_known,
        tickets.is_closed,
        tickets_costed.cost_to_resolve_amount,
        tickets_costed.first_contact_amount,
        tickets_costed.reiteration_cost_amount,
        tickets_costed.avoidable_cost_amount,
        tickets_costed.internal_cost_amount,
        tickets_costed.late_internal_amount,
        tickets_costed.has_complete_cost

    from tickets
    inner join tickets_costed
        on tickets.ticket_root_number = tickets_costed.ticket_root_number

)

select * from published
