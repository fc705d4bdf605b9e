with

calendar as (

    select * from {{ source('workspace', 'calendar') }}

),

renamed as (

    select
        local_date,
        utc_date,
        cast(starts_at as timestamp) as starts_at,
        cast(ends_at as timestamp) as ends_at

    from calendar

)

select * from renamed
