-- `transfer`: a conversation that starts at most 15 minutes after the end of a
-- leg that was transferred goes on with the same contact, whatever thread,
-- queue or reason, when both are voice or live. Equal still belongs.
--
-- call_number is the first conversation of those handed on to each other.

with

conversations as (

    select * from {{ ref('int_contacts_conversed') }}
    where first_family in ('voice', 'live')

),

with_previous as (

    select
        *,
        lag(last_family) over (
            partition by actor_number order by conversation_number
        ) as previous_family,
        lag(last_outcome) over (
            partition by actor_number order by conversation_number
        ) as previous_outcome,
        lag(last_leg_ended_second) over (
            partition by actor_number order by conversation_number
        ) as previous_ended_second

    from conversations

),

with_transfer as (

    select
        *,
        coalesce(
            previous_family in ('voice', 'live')
            and previous_outcome = 'transferred'
            and started_second <= previous_ended_second + 15 * 60,
            false
        ) as is_transfer

    from with_previous

),

in_calls as (

    select
        conversation_number,
        actor_number,
        first_family,
        last_family,
        started_second,
        ended_second,
        is_answered,
        is_transfer,
        max(case when not is_transfer then conversation_number end) over (
            partition by actor_number
            order by conversation_number
            rows between unbounded preceding and current row
        ) as call_number

    from with_transfer

)

select * from in_calls
