-- How many interactions each line of a cost file is chosen for, as no line with
-- more keys fits them, and how many it then prices: by rate, by tariff (its steps
-- as one), by its part of the ledger, or by turning known time into posts.

with

rated as (

    select * from {{ ref('int_scopes_rated') }}

),

tariffed as (

    select * from {{ ref('int_scopes_tariffed') }}

),

tariffs as (

    select * from {{ ref('int_tariffs_listed') }}

),

ledger as (

    select * from {{ ref('int_ledger_listed') }}

),

carried as (

    select * from {{ ref('int_ledger_carried') }}

),

staffed as (

    select * from {{ ref('int_teams_staffed') }}

),

scopes as (

    select * from {{ ref('int_scopes_listed') }}
    where partner_name = ''

),

settled as (

    select * from {{ ref('int_scopes_settled') }}

),

by_scope as (

    select
        'cost_rates.csv' as file_name,
        rated.line_number,
        settled.interaction_count,
        settled.rate_count as pricing_count,
        settled.unpriced_count

    from rated
    inner join settled
        on rated.scope_number = settled.scope_number
    union all
    select
        'partner_tariffs.csv' as file_name,
        tariffs.line_number,
        settled.interaction_count,
        settled.tariff_count as pricing_count,
        settled.unpriced_count

    from tariffs
    inner join tariffed
        on tariffs.tariff_number = tariffed.tariff_number
    inner join settled
        on tariffed.scope_number = settled.scope_number
    union all
    select
        'fte_parameters.csv' as file_name,
        staffed.line_number,
        settled.interaction_count,
        settled.worked_count as pricing_count,
        settled.interaction_count - settled.worked_count as unpriced_count

    from staffed
    inner join scopes
        on
            staffed.local_date = scopes.local_date
            and coalesce(staffed.team_name, '') = scopes.team_name
            and coalesce(staffed.site_name, '') = scopes.site_name
    inner join settled
        on scopes.scope_number = settled.scope_number
    union all
    select
        'cost_ledger.csv' as file_name,
        ledger.line_number,
        carried.covered_count as interaction_count,
        carried.carrying_count as pricing_count,
        carried.covered_count - carried.carrying_count as unpriced_count

    from ledger
    inner join carried
        on ledger.ledger_number = carried.ledger_number

),

chosen as (

    select
        file_name,
        line_number,
        cast(sum(interaction_count) as bigint) as interaction_count,
        cast(sum(pricing_count) as bigint) as pricing_count,
        cast(sum(unpriced_count) as bigint) as unpriced_count

    from by_scope
    group by file_name, line_number

)

select * from chosen
