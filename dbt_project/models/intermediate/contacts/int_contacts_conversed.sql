-- Conversations, each a call leg or a chat alone or the legs of one thread of
-- kind contact. They are gathered first and joined afterwards (`transfer`,
-- `redial`), so their first and last legs matter.

with

legs as (

    select * from {{ ref('int_contacts_legs') }}

),

spans as (

    select
        conversation_number,
        actor_number,
        max(interaction_number) as last_leg_number,
        min(started_second) as started_second,
        max(ended_second) as ended_second,
        bool_or(is_answering) as is_answered

    from legs
    where thread_kind = 'contact' or channel_family in ('voice', 'live')
    group by conversation_number, actor_number

),

conversed as (

    select
        spans.conversation_number,
        spans.actor_number,
        first_legs.channel_family as first_family,
        last_legs.channel_family as last_family,
        last_legs.outcome as last_outcome,
        last_legs.ended_second as last_leg_ended_second,
        spans.started_second,
        spans.ended_second,
        spans.is_answered

    from spans
    inner join legs as first_legs
        on spans.conversation_number = first_legs.interaction_number
    inner join legs as last_legs
        on spans.last_leg_number = last_legs.interaction_number

)

select * from conversed
