with

ignored_identifiers as (

    select * from {{ source('workspace', 'ignored_identifiers') }}

),

renamed as (

    select
        identifier_type,
        identifier_key,
        note

    from ignored_identifiers

)

select * from renamed
