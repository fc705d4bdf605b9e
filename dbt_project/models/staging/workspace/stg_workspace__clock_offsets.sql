with

clock_offsets as (

    select * from {{ source('workspace', 'clock_offsets') }}

),

renamed as (

    select
        utc_date,
        offset_seconds,
        cast(starts_at as timestamp) as starts_at,
        cast(ends_at as timestamp) as ends_at

    from clock_offsets

)

select * from renamed
