-- `transfer`: a conversation that starts at most 15 minutes after the end of a
-- leg that was transferred goes on with the same contact, whatever thread,
-- queue or reason, when both are voice or live. Equal still belongs. A warm
-- hand-over may begin a minute before that end, no more. A transferred leg is
-- taken up once, by the first conversation that fits.
--
-- call_number is the first conversation of those handed on to each other.

with

conversations as (

    select * from {{ ref('int_contacts_conversed') }}
    where first_family in ('voice', 'live')

),

with_last_transferred as (

    select
        *,
        max(
            case
                when
                    last_outcome = 'transferred'
                    and last_family in ('voice', 'live')
                    then conversation_number
            end
        ) over (
            partition by actor_number
            order by conversation_number
            rows between unbounded preceding and 1 preceding
        ) as transferred_number

    from conversations

),

fitting as (

    select
        with_last_transferred.conversation_number,
        with_last_transferred.transferred_number,
        row_number() over (
            partition by with_last_transferred.transferred_number
            order by with_last_transferred.conversation_number
        ) as fitting_rank

    from with_last_transferred
    inner join conversations as transferred
        on
            with_last_transferred.transferred_number
            = transferred.conversation_number
    where
        with_last_transferred.started_second
        between transferred.last_leg_ended_second - 60
        and transferred.last_leg_ended_second + 15 * 60

),

transfers as (

    select
        conversation_number as left_number,
        transferred_number as right_number

    from fitting
    where fitting_rank = 1

),

{{ connected_components('transfers') }},

in_calls as (

    select
        conversations.conversation_number,
        conversations.actor_number,
        conversations.first_family,
        conversations.last_family,
        conversations.started_second,
        conversations.ended_second,
        conversations.is_answered,
        transfers.left_number is not null as is_transfer,
        coalesce(components.root_number, conversations.conversation_number)
            as call_number

    from conversations
    left join transfers
        on conversations.conversation_number = transfers.left_number
    left join components
        on conversations.conversation_number = components.node_number

)

select * from in_calls
