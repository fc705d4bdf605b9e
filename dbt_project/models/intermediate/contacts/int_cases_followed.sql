-- What stood before and what comes after each interaction of a case. A status is
-- that of the case right after its interaction, so the one before a message is
-- the last one given. A stir is a company message, internal work in the case or
-- for it, or a status that is neither solved nor closed.
--
-- One row per interaction and case.

with

interactions as (

    select * from {{ ref('int_interactions_identified') }}

),

cases as (

    select distinct thread_id

    from {{ ref('int_contacts_legs') }}
    where thread_kind = 'case' and channel_family = 'written'

),

in_cases as (

    select
        thread_id,
        interaction_number,
        started_second,
        direction,
        is_automatic,
        source_status

    from interactions
    where thread_id is not null

    union all

    select
        related_thread_id as thread_id,
        interaction_number,
        started_second,
        direction,
        is_automatic,
        null as source_status

    from interactions
    where
        direction <> 'inbound'
        and not is_automatic
        and related_thread_id <> coalesce(thread_id, '')

),

marked as (

    select
        in_cases.*,
        coalesce(in_cases.source_status not in ('solved', 'closed'), false)
            as is_unsolved_after,
        case
            when in_cases.source_status is not null
                then in_cases.interaction_number
        end as status_number

    from in_cases
    inner join cases
        on in_cases.thread_id = cases.thread_id

),

with_around as (

    select
        *,
        max(status_number) over (
            partition by thread_id
            order by interaction_number
            rows between unbounded preceding and 1 preceding
        ) as last_status_number,
        min(
            case
                when
                    is_unsolved_after
                    or (direction <> 'inbound' and not is_automatic)
                    then started_second
            end
        ) over (
            partition by thread_id
            order by interaction_number
            rows between 1 following and unbounded following
        ) as next_stir_second

    from marked

),

followed as (

    select
        with_around.thread_id,
        with_around.interaction_number,
        coalesce(not befores.is_unsolved_after, false) as is_solved_before,
        with_around.is_unsolved_after,
        with_around.next_stir_second

    from with_around
    left join marked as befores
        on
            with_around.thread_id = befores.thread_id
            and with_around.last_status_number = befores.interaction_number

)

select * from followed
