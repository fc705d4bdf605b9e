-- The line of cost_rates that prices a scope.

with

scopes as (

    select * from {{ ref('int_scopes_listed') }}

),

cost_rates as (

    select * from {{ ref('stg_workspace__cost_rates') }}

),

hours_segments as (

    select * from {{ ref('stg_workspace__hours_segments') }}

),

{{ lines_of_scopes('cost_rates') }},

rated as (

    select
        scope_number,
        line_number,
        amount_per_hour,
        amount_per_interaction,
        default_handling_seconds,
        concurrency,
        channel is not null as is_channel_named

    from chosen

)

select * from rated
