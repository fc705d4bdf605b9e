-- Threads with a mapped code, and whether their reason changed: a transfer or a
-- recoding corrected the first guess. `*` is no reason.

with

interactions as (

    select * from {{ ref('int_interactions_unioned') }}
    where thread_id is not null

),

reasons_mapped as (

    select * from {{ ref('int_reasons_mapped') }}
    where mapped_reason_id <> '*'

),

recoded as (

    select
        interactions.thread_id,
        min(interactions.source_name) as source_name,
        cast(date_trunc('month', min(interactions.local_date)) as date)
            as month_started_on,
        count(distinct reasons_mapped.mapped_reason_id) > 1 as is_recoded

    from interactions
    inner join reasons_mapped
        on
            interactions.interaction_number
            = reasons_mapped.interaction_number
    group by interactions.thread_id

)

select * from recoded
