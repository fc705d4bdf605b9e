-- What happened in the threads of each contact: the company's first answer
-- before the customer's next contact there, and that next contact. A contact
-- whose thread still waited for an answer is a chaser: the one before it there
-- was written, nobody dealt with it, and no company answer came between.
--
-- One row per contact and thread.

with

interactions as (

    select * from {{ ref('int_interactions_contacted') }}

),

legs as (

    select
        contact_root_number,
        thread_id,
        min(coalesce(customer_number, -1)) as customer_number,
        min(interaction_number) as first_number,
        min(started_second) as started_second,
        max(case when thread_kind = 'case' then 1 else 0 end) = 1 as is_case,
        bool_or(channel_family in ('written', 'messaging')) as is_written,
        bool_or(outcome in ('handled', 'self_served')) as is_dealt_with

    from interactions
    where contact_root_number is not null and thread_id is not null
    group by contact_root_number, thread_id

),

with_next as (

    select
        *,
        lead(first_number) over (
            partition by thread_id, customer_number order by first_number
        ) as next_first_number,
        lead(started_second) over (
            partition by thread_id, customer_number order by first_number
        ) as next_started_second

    from legs

),

events as (

    select
        thread_id,
        contact_root_number,
        first_number as event_number,
        null as answer_number

    from with_next

    union all

    select
        thread_id,
        null as contact_root_number,
        interaction_number as event_number,
        interaction_number as answer_number

    from interactions
    where {{ is_company_answer('interactions') }} and thread_id is not null

),

with_answer as (

    select
        thread_id,
        contact_root_number,
        min(answer_number) over (
            partition by thread_id
            order by event_number
            rows between 1 following and unbounded following
        ) as answer_number

    from events

),

answered as (

    select
        with_next.*,
        answers.interaction_number is not null as has_answer,
        answers.ended_second as answer_ended_second

    from with_next
    inner join with_answer
        on
            with_next.thread_id = with_answer.thread_id
            and with_next.contact_root_number = with_answer.contact_root_number
    left join interactions as answers
        on
            with_answer.answer_number = answers.interaction_number
            and (
                with_next.next_first_number is null
                or with_next.next_first_number > answers.interaction_number
            )

),

threaded as (

    select
        contact_root_number,
        thread_id,
        is_case,
        has_answer,
        answer_ended_second,
        next_started_second,
        coalesce(
            lag(is_written and not has_answer and not is_dealt_with) over (
                partition by thread_id, customer_number order by first_number
            ),
            false
        ) as is_chaser

    from answered

)

select * from threaded
