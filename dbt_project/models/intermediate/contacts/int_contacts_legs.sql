-- What can be part of a contact: inbound interactions that are not automatic,
-- without abandons shorter than min_abandon_seconds (where an end or a waiting
-- time tells their length, to the second), and without self-care visits whose code maps to no reason: pages one
-- looks at.
--
-- actor_number says within whom contacts are made: the customer; without one
-- the thread; without thread the interaction alone (negative numbers).
--
-- `leg`: the legs of one live conversation (a thread of kind contact) are one
-- contact: conversation_number is its first leg.

with

interactions as (

    select * from {{ ref('int_interactions_identified') }}

),

reasons_mapped as (

    select * from {{ ref('int_reasons_mapped') }}

),

settings as (

    select * from {{ ref('stg_workspace__settings') }}

),

sources as (

    select * from {{ ref('stg_workspace__sources') }}

),

sources_timed as (

    select * from {{ ref('int_sources_timed') }}

),

inbound as (

    select
        interactions.interaction_number,
        interactions.interaction_id,
        interactions.customer_number,
        coalesce(
            interactions.customer_number,
            -min(interactions.interaction_number) over (
                partition by
                    coalesce(
                        interactions.thread_id, interactions.interaction_id
                    )
            )
        ) as actor_number,
        interactions.source_name,
        interactions.thread_id,
        interactions.thread_kind,
        interactions.channel,
        interactions.channel_family,
        interactions.outcome,
        interactions.source_reason_code,
        interactions.started_second,
        interactions.ended_second,
        coalesce(sources.visit_gap_seconds, 0) as visit_gap_seconds,
        {{ is_answering('interactions') }} as is_answering

    from interactions
    cross join settings
    left join reasons_mapped
        on
            interactions.interaction_number
            = reasons_mapped.interaction_number
    left join sources
        on interactions.source_name = sources.source_name
    left join sources_timed
        on interactions.source_name = sources_timed.source_name
    where
        interactions.direction = 'inbound'
        and not interactions.is_automatic
        and not (
            interactions.channel_family in ('voice', 'live')
            and interactions.outcome = 'abandoned'
            and interactions.is_duration_known
            and coalesce(sources_timed.time_precision = 'second', false)
            and interactions.ended_second - interactions.started_second
            < settings.min_abandon_seconds
        )
        and not (
            interactions.channel_family = 'self_care'
            and reasons_mapped.mapped_reason_id is null
        )

),

in_conversations as (

    select
        *,
        case
            when thread_kind = 'contact'
                then
                    min(interaction_number) over (
                        partition by actor_number, thread_id
                    )
            else interaction_number
        end as conversation_number

    from inbound

)

select * from in_conversations
