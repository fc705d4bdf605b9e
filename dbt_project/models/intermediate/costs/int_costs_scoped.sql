-- Each interaction with its scope's rate and tariff, and the time that a price
-- by the hour is for: handling time where it is given, none where nobody worked,
-- else the rate's default.

with

measured as (

    select * from {{ ref('int_costs_measured') }}

),

scopes as (

    select * from {{ ref('int_scopes_listed') }}

),

rated as (

    select * from {{ ref('int_scopes_rated') }}

),

tariffed as (

    select * from {{ ref('int_scopes_tariffed') }}

),

scoped as (

    select
        measured.interaction_number,
        measured.interaction_id,
        scopes.scope_number,
        tariffed.tariff_number,
        rated.amount_per_hour,
        rated.amount_per_interaction,
        coalesce(rated.concurrency, 1) as concurrency,
        case
            when measured.handling_seconds is not null
                then measured.handling_seconds
            when not measured.is_billable then 0
            else rated.default_handling_seconds
        end as work_seconds,
        rated.scope_number is not null as is_rated,
        coalesce(rated.is_channel_named, false) as is_channel_named,
        measured.is_unattended,
        measured.is_automatic,
        measured.is_billable,
        measured.month_started_on

    from measured
    left join scopes
        on
            {{ same_scope('measured', 'scopes') }}
    left join rated
        on scopes.scope_number = rated.scope_number
    left join tariffed
        on scopes.scope_number = tariffed.scope_number

)

select * from scoped
