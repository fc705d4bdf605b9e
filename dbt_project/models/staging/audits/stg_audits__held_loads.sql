with

held_loads as (

    select * from {{ source('raw', 'held_loads') }}

),

renamed as (

    select
        load_id,
        source_name,
        cast(holds_from_at as timestamp) as holds_from_at

    from held_loads

)

select * from renamed
