-- The scopes that each line of rates, tariffs (their steps as one) and posts is
-- chosen for, as no line with more keys fits them. Posts are of people in the house.

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

staffed as (

    select * from {{ ref('int_teams_staffed') }}

),

scopes as (

    select * from {{ ref('int_scopes_listed') }}
    where partner_name = ''

),

scoped as (

    select
        'cost_rates.csv' as file_name,
        line_number,
        scope_number

    from rated
    union all
    select
        'partner_tariffs.csv' as file_name,
        tariffs.line_number,
        tariffed.scope_number

    from tariffs
    inner join tariffed
        on tariffs.tariff_number = tariffed.tariff_number
    union all
    select
        'fte_parameters.csv' as file_name,
        staffed.line_number,
        scopes.scope_number

    from staffed
    inner join scopes
        on
            staffed.local_date = scopes.local_date
            and coalesce(staffed.team_name, '') = scopes.team_name
            and coalesce(staffed.site_name, '') = scopes.site_name

)

select * from scoped
