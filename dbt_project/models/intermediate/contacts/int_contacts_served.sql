-- One row per contact: when it began and ended, on which channel (that of its
-- first served leg, else of its first), and whether it was served: somebody or
-- something dealt with a leg, or, on written channels and messaging, the
-- company answered in its thread before the customer's next contact there.

with

interactions as (

    select * from {{ ref('int_interactions_contacted') }}

),

threaded as (

    select * from {{ ref('int_contacts_threaded') }}

),

legs as (

    select
        interactions.*,
        {{ is_answering('interactions') }} as is_answering

    from interactions
    where interactions.contact_root_number is not null

),

ranked as (

    select
        *,
        row_number() over (
            partition by contact_root_number
            order by
                case when is_answering then 0 else 1 end, interaction_number
        ) as showing_rank,
        row_number() over (
            partition by contact_root_number order by interaction_number desc
        ) as rank_from_end

    from legs

),

summed as (

    select
        contact_root_number,
        min(started_second) as started_second,
        max(ended_second) as ended_second,
        count(*) as leg_count,
        sum(waiting_seconds) as waiting_seconds,
        sum(handling_seconds) as handling_seconds,
        bool_or(is_answering) as is_leg_answered

    from legs
    group by contact_root_number

),

threads_summed as (

    select
        contact_root_number,
        bool_or(has_answer) as has_answer,
        bool_or(is_chaser) as is_chaser

    from threaded
    group by contact_root_number

),

served as (

    select
        summed.contact_root_number,
        shown.contact_id,
        shown.customer_id,
        shown.source_name,
        shown.channel,
        shown.channel_family,
        last_legs.outcome,
        last_legs.channel as last_leg_channel,
        last_legs.source_status as last_source_status,
        shown.queue_name,
        shown.team_name,
        shown.site_name,
        shown.partner_name,
        shown.language,
        roots.local_date,
        shown.customer_number,
        shown.support_level,
        summed.leg_count,
        summed.waiting_seconds,
        summed.handling_seconds,
        summed.started_second,
        summed.ended_second,
        summed.is_leg_answered
        or (
            shown.channel_family in ('written', 'messaging')
            and coalesce(threads_summed.has_answer, false)
        ) as is_served,
        coalesce(threads_summed.is_chaser, false) as is_chaser,
        last_legs.channel in ('ivr', 'bot', 'web_selfcare', 'app_selfcare')
            as is_ended_in_self_service

    from summed
    inner join ranked as shown
        on
            summed.contact_root_number = shown.contact_root_number
            and shown.showing_rank = 1
    inner join ranked as last_legs
        on
            summed.contact_root_number = last_legs.contact_root_number
            and last_legs.rank_from_end = 1
    inner join legs as roots
        on summed.contact_root_number = roots.interaction_number
    left join threads_summed
        on summed.contact_root_number = threads_summed.contact_root_number

)

select * from served
