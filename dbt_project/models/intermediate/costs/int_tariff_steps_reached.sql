-- From which monthly volume each step of a tariff is, and the greatest volume that
-- any month of its tariff had: a step above it was never reached.

with

tariffs as (

    select * from {{ ref('int_tariffs_listed') }}

),

counted as (

    select * from {{ ref('int_tariffs_counted') }}

),

volumes as (

    select
        tariff_number,
        max(billable_count) as greatest_volume

    from counted
    group by tariff_number

),

reached as (

    select
        'partner_tariffs.csv' as file_name,
        tariffs.line_number,
        cast(tariffs.from_volume as bigint) as from_volume,
        cast(volumes.greatest_volume as bigint) as greatest_volume,
        coalesce(volumes.greatest_volume >= tariffs.from_volume, false)
            as is_reached

    from tariffs
    left join volumes
        on tariffs.tariff_number = volumes.tariff_number

)

select * from reached
