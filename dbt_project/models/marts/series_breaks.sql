with

broken as (

    select * from {{ ref('int_series_broken') }}

),

published as (

    select
        broken_on,
        kind,
        source_name,
        changed_code_count

    from broken

)

select * from published
