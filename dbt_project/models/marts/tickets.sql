with

tickets as (

    select * from {{ ref('int_tickets_described') }}

),

published as (

    select
        ticket_id,
        customer_id,
        contact_reason_id,
        reason_group,
        journey_step,
        owner,
        started_at,
        ended_at,
        local_date,
        first_channel,
        last_channel,
        first_source_name,
        first_team_name,
        first_site_name,
        first_partner_name,
        first_support_level,
        customer_segment,
        interaction_count,
        contact_count,
        reiteration_count,
        expected_contacts,
        excess_contact_count,
        is_within_expected,
        contact_count_30_days,
        internal_interaction_count,
        self_service_count,
        unserved_contact_count,
        channel_count,
        channel_switch_count,
        handling_seconds,
        elapsed_seconds,
        seconds_to_first_reiteration,
        resolution,
        is_once_and_done,
        is_reiterated,
        is_start_known,
        is_eligible,
        is_30_days_known,
        is_closed,
        cast(null as decimal(18, 6)) as cost_to_resolve_amount,
        cast(null as decimal(18, 6)) as reiteration_cost_amount,
        cast(null as decimal(18, 6)) as avoidable_cost_amount,
        cast(null as decimal(18, 6)) as late_internal_amount,
        false as has_complete_cost

    from tickets

)

select * from published
