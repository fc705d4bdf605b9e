-- Cases, each with whether it is solved by now: its last known status is solved
-- or closed. Internal work belongs to the case it works for.

with

interactions as (

    select * from {{ ref('int_interactions_contacted') }}

),

case_threads as (

    select distinct thread_id

    from interactions
    where thread_kind = 'case' and thread_id is not null

),

in_cases as (

    select
        interactions.interaction_number,
        interactions.source_status,
        case_threads.thread_id as case_id

    from interactions
    inner join case_threads
        on
            coalesce(
                case
                    when interactions.thread_kind = 'case'
                        then interactions.thread_id
                end,
                interactions.related_thread_id
            )
            = case_threads.thread_id

),

last_statuses as (

    select
        case_id,
        max(interaction_number) as last_number

    from in_cases
    where source_status is not null
    group by case_id

),

solved as (

    select
        in_cases.interaction_number,
        in_cases.case_id,
        coalesce(
            statuses.source_status in ('solved', 'closed'), false
        ) as is_solved

    from in_cases
    left join last_statuses
        on in_cases.case_id = last_statuses.case_id
    left join in_cases as statuses
        on last_statuses.last_number = statuses.interaction_number

)

select * from solved
