-- `visit`: self-care with the same source reason code, at most the source's
-- visit gap after the last end. Equal still belongs. root_number is the first
-- visit of the contact.

with

legs as (

    select * from {{ ref('int_contacts_legs') }}

),

spans as (

    select
        conversation_number,
        max(ended_second) as ended_second

    from legs
    group by conversation_number

),

visits as (

    select
        legs.conversation_number,
        legs.actor_number,
        legs.source_name,
        legs.source_reason_code,
        legs.visit_gap_seconds,
        legs.started_second,
        spans.ended_second

    from legs
    inner join spans
        on legs.interaction_number = spans.conversation_number
    where legs.channel_family = 'self_care'

),

with_last_end as (

    select
        *,
        max(ended_second) over (
            partition by actor_number, source_name, source_reason_code
            order by conversation_number
            rows between unbounded preceding and 1 preceding
        ) as last_ended_second

    from visits

),

marked as (

    select
        *,
        coalesce(
            started_second > last_ended_second + visit_gap_seconds, true
        ) as is_first

    from with_last_end

),

visited as (

    select
        conversation_number,
        max(case when is_first then conversation_number end) over (
            partition by actor_number, source_name, source_reason_code
            order by conversation_number
            rows between unbounded preceding and current row
        ) as root_number,
        case when is_first then 'first' else 'visit' end as merge_rule

    from marked

)

select * from visited
