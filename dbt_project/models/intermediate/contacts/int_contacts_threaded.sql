-- What happened in the threads of each contact: the company's first answer
-- before the customer's next contact there, and that next contact. A contact
-- whose thread still waited for an answer is a chaser: the customer's last
-- message there was not dealt with, and neither a company answer nor a leg that
-- was dealt with came after it. A courtesy waits for nothing.
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
        coalesce(customer_number, -1) as customer_number,
        interaction_number,
        contact_root_number,
        case
            when
                channel_family in ('written', 'messaging')
                and outcome not in ('handled', 'self_served')
                and coalesce(merge_rule, '') <> 'courtesy'
                then interaction_number
        end as ask_number,
        case
            when outcome in ('handled', 'self_served') then interaction_number
        end as settling_number,
        cast(null as bigint) as answer_number

    from interactions
    where contact_root_number is not null and thread_id is not null

    union all

    select
        thread_id,
        null as customer_number,
        interaction_number,
        null as contact_root_number,
        null as ask_number,
        interaction_number as settling_number,
        interaction_number as answer_number

    from interactions
    where {{ is_company_answer('interactions') }} and thread_id is not null

),

with_answer as (

    select
        thread_id,
        interaction_number,
        contact_root_number,
        min(answer_number) over (
            partition by thread_id
            order by interaction_number
            rows between 1 following and unbounded following
        ) as answer_number,
        max(settling_number) over (
            partition by thread_id
            order by interaction_number
            rows between unbounded preceding and 1 preceding
        ) as last_settling_number,
        max(ask_number) over (
            partition by thread_id, customer_number
            order by interaction_number
            rows between unbounded preceding and 1 preceding
        ) as last_ask_number

    from events

),

answered as (

    select
        with_next.*,
        coalesce(
            with_answer.last_ask_number
            > coalesce(with_answer.last_settling_number, 0),
            false
        ) as is_chaser,
        answers.interaction_number is not null as has_answer,
        answers.ended_second as answer_ended_second

    from with_next
    inner join with_answer
        on
            with_next.thread_id = with_answer.thread_id
            and with_next.contact_root_number = with_answer.contact_root_number
            and with_next.first_number = with_answer.interaction_number
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
        is_chaser

    from answered

)

select * from threaded
