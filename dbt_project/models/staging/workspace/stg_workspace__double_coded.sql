with

double_coded as (

    select * from {{ source('workspace', 'double_coded') }}

),

renamed as (

    select
        first_contact_reason_id,
        second_contact_reason_id,
        line_number

    from double_coded

)

select * from renamed
