-- `turn`: several messages of one attempt. Written: same thread, no company
-- answer since the contact's first message, at most 24 hours after that first
-- message. Messaging: same thread, at most 60 minutes after the last message of
-- either side. Equal still belongs.
--
-- Written contacts are walked from first message to first message: each opens
-- where the 24 hours of the one before are over. root_number is the first
-- message of the contact.

with recursive

legs as (

    select * from {{ ref('int_contacts_legs') }}
    where
        channel_family in ('written', 'messaging')
        and thread_id is not null
        and coalesce(thread_kind, '') <> 'contact'

),

interactions as (

    select * from {{ ref('int_interactions_identified') }}

),

in_threads as (

    select
        thread_id,
        interaction_number,
        actor_number,
        channel_family,
        started_second,
        ended_second,
        0 as answer_count

    from legs

    union all

    select
        thread_id,
        interaction_number,
        null as actor_number,
        null as channel_family,
        started_second,
        ended_second,
        1 as answer_count

    from interactions
    where {{ is_company_answer('interactions') }} and thread_id is not null

),

with_answers as (

    select
        *,
        sum(answer_count) over (
            partition by thread_id
            order by interaction_number
            rows between unbounded preceding and current row
        ) as answers_so_far,
        max(case when answer_count = 1 then ended_second end) over (
            partition by thread_id
            order by interaction_number
            rows between unbounded preceding and current row
        ) as last_answer_second

    from in_threads

),

with_previous as (

    select
        *,
        max(ended_second) over (
            partition by thread_id, actor_number, channel_family
            order by interaction_number
            rows between unbounded preceding and 1 preceding
        ) as last_own_second,
        min(interaction_number) over (
            partition by
                thread_id, actor_number, channel_family, answers_so_far
            order by started_second
            range between 86401 following and unbounded following
        ) as next_day_number,
        min(interaction_number) over (
            partition by
                thread_id, actor_number, channel_family, answers_so_far
        ) as first_unanswered_number

    from with_answers
    where answer_count = 0

),

first_messages as (

    select
        interaction_number,
        next_day_number

    from with_previous
    where
        channel_family = 'written'
        and interaction_number = first_unanswered_number

    union all

    select
        with_previous.interaction_number,
        with_previous.next_day_number

    from first_messages
    inner join with_previous
        on first_messages.next_day_number = with_previous.interaction_number

),

marked as (

    select
        with_previous.*,
        case
            when with_previous.channel_family = 'written'
                then first_messages.interaction_number is not null
            else
                with_previous.last_own_second is null
                or with_previous.started_second > greatest(
                    with_previous.last_own_second,
                    coalesce(
                        with_previous.last_answer_second,
                        with_previous.last_own_second
                    )
                ) + 60 * 60
        end as is_first

    from with_previous
    left join first_messages
        on
            with_previous.interaction_number
            = first_messages.interaction_number

),

turned as (

    select
        interaction_number,
        max(case when is_first then interaction_number end) over (
            partition by thread_id, actor_number, channel_family
            order by interaction_number
            rows between unbounded preceding and current row
        ) as root_number,
        case when is_first then 'first' else 'turn' end as merge_rule

    from marked

)

select * from turned
