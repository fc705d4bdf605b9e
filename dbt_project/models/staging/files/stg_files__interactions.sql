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
        source_name,
        source_interaction_id,
        delivery_id,
        source_row,
        loaded_at,
        row_number() over (
            partition by source_name, source_interaction_id
            order by
                version_number desc nulls last,
                delivered_at desc nulls last,
                modified_at desc nulls last,
                delivery_id desc nulls last,
                source_row desc nulls last,
                loaded_at desc
        ) as version_rank

    from interactions

),

latest as (

    select
        interactions.source_name || ':' || interactions.source_interaction_id
            as interaction_id,
        interactions.source_name,
        interactions.source_interaction_id,
        interactions.delivery_id,
        interactions.thread_id,
        interactions.thread_kind,
        interactions.related_thread_id,
        interactions.channel,
        interactions.direction,
        interactions.outcome,
        interactions.queue_name,
        interactions.team_name,
        interactions.site_name,
        interactions.partner_name,
        interactions.agent_key,
        interactions.source_reason_code,
        interactions.predicted_reason_code,
        interactions.source_status,
        interactions.language,
        interactions.extra,
        interactions.source_row,
        interactions.support_level,
        interactions.waiting_seconds,
        interactions.handling_seconds,
        interactions.predicted_reason_confidence,
        interactions.satisfaction_score,
        interactions.is_automatic,
        cast(interactions.started_at as timestamp) as started_at,
        cast(interactions.ended_at as timestamp) as ended_at,
        cast(interactions.loaded_at as timestamp) as loaded_at

    from interactions
    inner join versions
        on
            interactions.source_name = versions.source_name
            and interactions.source_interaction_id
            = versions.source_interaction_id
            and interactions.delivery_id = versions.delivery_id
            and interactions.source_row = versions.source_row
            and interactions.loaded_at = versions.loaded_at
    where versions.version_rank = 1

)

select * from latest
