with

contact_reason_mappings as (

    select * from {{ source('workspace', 'contact_reason_mappings') }}

),

renamed as (

    select
        source_name,
        source_reason_code,
        contact_reason_id,
        coalesce(valid_from, cast('0001-01-01' as date)) as valid_from,
        coalesce(valid_to, cast('9999-12-31' as date)) as valid_to

    from contact_reason_mappings

)

select * from renamed
