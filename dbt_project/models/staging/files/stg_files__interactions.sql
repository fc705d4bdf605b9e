-- The latest version of each interaction: deliveries overlap and are corrected.
-- The workspace's version column decides where there is one, then the order of
-- deliveries (the date in the file's name, else its modification time), then
-- the row.

with

interactions as (

    select * from {{ source('raw', 'interactions') }}

),

versions as (

    select
        *,
        row_number() over (
            partition by source_name, source_interaction_id
            order by
                version_number desc nulls last,
                delivered_at desc nulls last,
                modified_at desc nulls last,
                delivery_id desc nulls last,
                source_row desc nulls last
        ) as version_rank

    from interactions

),

latest as (

    select
        source_name || ':' || source_interaction_id as interaction_id,
        source_name,
        source_interaction_id,
        delivery_id,
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
        cast(started_at as timestamp) as started_at,
        cast(ended_at as timestamp) as ended_at,
        cast(loaded_at as timestamp) as loaded_at

    from versions
    where version_rank = 1

)

select * from latest
