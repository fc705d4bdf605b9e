with

week_minutes as (

    select * from {{ source('workspace', 'week_minutes') }}

),

renamed as (

    select
        week_minute,
        hours_segment

    from week_minutes

)

select * from renamed
