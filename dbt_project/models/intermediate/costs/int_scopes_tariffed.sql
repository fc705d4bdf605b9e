-- The tariff that a scope is charged by, told by its first step. A partner charges
-- for what its people work on: a tariff is for IVR, bot and self-care only where it
-- names the channel.

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

{{ lines_of_scopes('tariffs', is_for_work=true) }},

tariffed as (

    select
        scope_number,
        month_started_on,
        tariff_number

    from chosen

)

select * from tariffed
