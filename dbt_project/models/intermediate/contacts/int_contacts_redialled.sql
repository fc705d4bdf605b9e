-- `redial`: nobody has answered so far, and the customer tries again in the
-- same family (voice, live) at most 60 minutes after the last end: the same
-- contact. Equal still belongs.
--
-- A call goes on with the latest call before it that ended in its family, if
-- that one was not answered: then nothing before it in the contact was, or it
-- would not have been joined. A call is taken up once. The last end is the greatest since somebody
-- answered, for calls overlap. root_number is the contact's first call.

with

transferred as (

    select * from {{ ref('int_contacts_transferred') }}

),

numbered as (

    select
        *,
        row_number() over (
            partition by actor_number, call_number
            order by conversation_number desc
        ) as position_from_end

    from transferred

),

calls as (

    select
        actor_number,
        call_number,
        min(started_second) as started_second,
        max(ended_second) as ended_second,
        max(case when is_answered then 1 else 0 end) as answered_count,
        max(case when conversation_number = call_number then first_family end)
            as first_family,
        max(case when position_from_end = 1 then last_family end)
            as last_family

    from numbered
    group by actor_number, call_number

),

with_runs as (

    select
        *,
        sum(answered_count) over (
            partition by actor_number, last_family
            order by call_number
            rows between unbounded preceding and current row
        ) as answered_so_far,
        max(case when last_family = 'voice' then call_number end) over (
            partition by actor_number
            order by call_number
            rows between unbounded preceding and 1 preceding
        ) as previous_voice_call_number,
        max(case when last_family = 'live' then call_number end) over (
            partition by actor_number
            order by call_number
            rows between unbounded preceding and 1 preceding
        ) as previous_live_call_number

    from calls

),

with_last_end as (

    select
        *,
        max(case when answered_count = 0 then ended_second end) over (
            partition by actor_number, last_family, answered_so_far
            order by call_number
            rows between unbounded preceding and current row
        ) as last_ended_second,
        case
            when first_family = 'voice' then previous_voice_call_number
            when first_family = 'live' then previous_live_call_number
        end as previous_call_number

    from with_runs

),

fitting as (

    select
        with_last_end.call_number,
        previous_calls.call_number as previous_call_number,
        row_number() over (
            partition by previous_calls.call_number
            order by with_last_end.call_number
        ) as fitting_rank

    from with_last_end
    inner join with_last_end as previous_calls
        on with_last_end.previous_call_number = previous_calls.call_number
    where
        previous_calls.answered_count = 0
        and with_last_end.started_second
        <= previous_calls.last_ended_second + 60 * 60

),

redials as (

    select
        call_number as left_number,
        previous_call_number as right_number

    from fitting
    where fitting_rank = 1

),

{{ connected_components('redials') }},

redialled as (

    select
        transferred.conversation_number,
        coalesce(components.root_number, transferred.call_number)
            as root_number,
        case
            when transferred.is_transfer then 'transfer'
            when components.root_number is not null then 'redial'
            else 'first'
        end as merge_rule

    from transferred
    left join components
        on transferred.call_number = components.node_number

)

select * from redialled
