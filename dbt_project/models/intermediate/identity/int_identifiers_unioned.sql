-- Who carries which identifier: interactions, and rows of customer files (which
-- have no time of use: what they say holds today).

with

files_identifiers as (

    select * from {{ ref('int_files__identifiers') }}

),

interactions as (

    select * from {{ ref('int_interactions_unioned') }}

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
        interactions.direction = 'inbound'
        and not interactions.is_automatic as is_contact_attempt

    from files_identifiers
    inner join interactions
        on files_identifiers.interaction_id = interactions.interaction_id

),

of_customers as (

    select
        customer_row_id as carrier_id,
        identifier_type,
        identifier_key,
        cast(null as bigint) as used_second,
        cast(null as date) as used_date,
        false as is_contact_attempt

    from customer_identifiers

),

unioned as (

    select * from of_interactions
    union all
    select * from of_customers

)

select * from unioned
