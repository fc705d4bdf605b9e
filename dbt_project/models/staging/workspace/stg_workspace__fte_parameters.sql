with

fte_parameters as (

    select * from {{ source('workspace', 'fte_parameters') }}

),

renamed as (

    select
        line_number,
        site_name,
        team_name,
        annual_hours,
        shrinkage_without_leave,
        occupancy,
        coalesce(valid_from, cast('0001-01-01' as date)) as valid_from,
        coalesce(valid_to, cast('9999-12-31' as date)) as valid_to

    from fte_parameters

)

select * from renamed
