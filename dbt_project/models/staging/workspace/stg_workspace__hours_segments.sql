with

hours_segments as (

    select * from {{ source('workspace', 'hours_segments') }}

),

renamed as (

    select
        hours,
        hours_segment

    from hours_segments

)

select * from renamed
