-- Who carries which identifier: interactions, and rows of customer files (which
-- have no time of use: what they say holds today). attempt_key tells attempts to
-- reach the company apart: the messages of one thread are one, and pages one
-- looks at are none.

with

files_identifiers as (

    select * from {{ ref('int_files__identifiers') }}

),

interactions as (

    select * from {{ ref('int_interactions_unioned') }}

),

reasons_mapped as (

    select * from {{ ref('int_reasons_mapped') }}

),

customer_identifiers as (

    select * from {{ ref('stg_files__customer_identifiers') }}

),

of_interactions as (

    select
        files_identifiers.interaction_id as carrier_id,
        files_identifiers.identifier_type,
        files_identifiers.identifier_key,
        interactions.started_second as used_second,
        interactions.local_date as used_date,
        case
            when
                interactions.direction = 'inbound'
                and not interactions.is_automatic
                and (
                    interactions.channel_family <> 'self_care'
                    or reasons_mapped.mapped_reason_id is not null
                )
                then
                    coalesce(
                        interactions.thread_id, interactions.interaction_id
                    )
        end as attempt_key

    from files_identifiers
    inner join interactions
        on files_identifiers.interaction_id = interactions.interaction_id
    left join reasons_mapped
        on
            interactions.interaction_number
            = reasons_mapped.interaction_number

),

of_customers as (

    select
        customer_row_id as carrier_id,
        identifier_type,
        identifier_key,
        cast(null as bigint) as used_second,
        cast(null as date) as used_date,
        cast(null as varchar) as attempt_key

    from customer_identifiers

),

unioned as (

    select * from of_interactions
    union all
    select * from of_customers

)

select * from unioned
