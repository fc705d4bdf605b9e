-- Identifiers of the latest version only: a correction may take one back.

with

identifiers as (

    select * from {{ source('raw', 'identifiers') }}

),

interactions as (

    select * from {{ ref('stg_files__interactions') }}

),

of_latest_version as (

    select distinct
        interactions.interaction_id,
        identifiers.identifier_type,
        identifiers.identifier_key

    from identifiers
    inner join interactions
        on
            identifiers.source_name = interactions.source_name
            and identifiers.source_interaction_id
            = interactions.source_interaction_id
            and identifiers.delivery_id = interactions.delivery_id
            and identifiers.source_row = interactions.source_row

)

select * from of_latest_version
