-- The line of cost_rates that prices a scope: of those that fit on its day the
-- one with most keys. Ties are refused when the file is read.

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

lines as (

    select
        cost_rates.*,
        hours_segments.hours_segment,
        {{ key_count('cost_rates') }} as key_count

    from cost_rates
    left join hours_segments
        on cost_rates.hours = hours_segments.hours

),

fitting as (

    select
        scopes.scope_number,
        lines.amount_per_hour,
        lines.amount_per_interaction,
        lines.default_handling_seconds,
        lines.concurrency,
        lines.channel is not null as is_channel_named,
        lines.key_count,
        max(lines.key_count) over (
            partition by scopes.scope_number
        ) as most_keys

    from scopes
    inner join lines
        on
            {{ fits_scope('lines', 'scopes') }}
            and scopes.local_date >= lines.valid_from
            and scopes.local_date < lines.valid_to

),

rated as (

    select
        scope_number,
        amount_per_hour,
        amount_per_interaction,
        default_handling_seconds,
        concurrency,
        is_channel_named

    from fitting
    where key_count = most_keys

)

select * from rated
