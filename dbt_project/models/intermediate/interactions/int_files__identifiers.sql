with

identifiers as (

    select * from {{ ref('stg_files__identifiers') }}

),

in_contract as (

    select
        interaction_id,
        identifier_type,
        identifier_key

    from identifiers

)

select * from in_contract
