with

interactions as (

    select * from {{ ref('stg_files__interactions') }}

),

in_contract as (

    select
        interaction_id,
        source_name,
        source_interaction_id,
        thread_id,
        thread_kind,
        related_thread_id,
        channel,
        direction,
        outcome,
        queue_name,
        team_name,
        site_name,
        partner_name,
        agent_key,
        source_reason_code,
        predicted_reason_code,
        source_status,
        language,
        extra,
        source_row,
        support_level,
        waiting_seconds,
        handling_seconds,
        predicted_reason_confidence,
        satisfaction_score,
        is_automatic,
        started_at,
        ended_at,
        loaded_at

    from interactions

)

select * from in_contract
