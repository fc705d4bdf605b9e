-- Every definition, with the sequence of events that it reads: which events, in
-- which groups, in which roles. Window, clock, maturity and rate are filters on
-- the times between the events of a sequence, so definitions that differ in
-- these alone share one. Ours has none: it is counted from tickets.

with

definitions as (

    select * from {{ ref('stg_workspace__definitions') }}

),

listed as (

    select
        *,
        case
            when definition_id <> 'once_and_done'
                then
                    dense_rank() over (
                        order by
                            group_by,
                            counts,
                            population,
                            abandoned,
                            self_service,
                            chaser,
                            requested
                    )
        end as sequence_number

    from definitions

)

select * from listed
