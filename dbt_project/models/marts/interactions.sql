with

interactions as (

    select * from {{ ref('int_interactions_costed') }}

),

published as (

    select
        interactions.interaction_id,
        interactions.source_name,
        interactions.source_interaction_id,
        interactions.thread_id,
        interactions.thread_kind,
        interactions.related_thread_id,
        interactions.channel,
        interactions.direction,
        interactions.outcome,
        interactions.started_at,
        {{ timestamp_of('interactions.ended_second') }} as ended_at,
        interactions.local_date,
        interactions.waiting_seconds,
        interactions.handling_seconds,
        interactions.queue_name,
        interactions.team_name,
        interactions.site_name,
        interactions.partner_name,
        interactions.support_level,
        interactions.published_agent_key as agent_key,
        interactions.source_reason_code,
        interactions.predicted_reason_code,
        interactions.predicted_reason_confidence,
        interactions.source_status,
        interactions.is_automatic,
        interactions.language,
        interactions.satisfaction_score,
        interactions.extra,
        interactions.customer_id,
        interactions.identity_rule,
        interactions.contact_id,
        interactions.merge_rule,
        coalesce(
            interactions.ticket_reason_id, interactions.contact_reason_id
        ) as contact_reason_id,
        case
            when
                interactions.contact_id is null
                and interactions.ticket_id is not null
                then 'ticket'
            else interactions.reason_rule
        end as reason_rule,
        interactions.ticket_id,
        interactions.link_rule,
        interactions.contact_number,
        interactions.cost_amount,
        interactions.cost_basis,
        interactions.loaded_at

    from interactions

)

select * from published
