-- The tariff that a scope is charged by: of those that fit on its day the one
-- with most keys. Ties are refused when the file is read.

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

lines as (

    select
        tariffs.*,
        hours_segments.hours_segment

    from tariffs
    left join hours_segments
        on tariffs.hours = hours_segments.hours

),

fitting as (

    select
        scopes.scope_number,
        scopes.month_started_on,
        lines.tariff_number,
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

tariffed as (

    select
        scope_number,
        month_started_on,
        tariff_number

    from fitting
    where key_count = most_keys

)

select * from tariffed
