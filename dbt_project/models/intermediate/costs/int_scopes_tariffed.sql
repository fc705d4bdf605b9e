-- The tariff that a scope is charged by, told by its first step.

with

scopes as (

    select * from {{ ref('int_scopes_listed') }}

),

tariffs as (

    select * from {{ ref('int_tariffs_listed') }}
    where from_volume = 0

),

hours_segments as (

    select * from {{ ref('stg_workspace__hours_segments') }}

),

{{ lines_of_scopes('tariffs') }},

tariffed as (

    select
        scope_number,
        month_started_on,
        tariff_number

    from chosen

)

select * from tariffed
