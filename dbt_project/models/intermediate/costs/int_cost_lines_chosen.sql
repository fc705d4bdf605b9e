-- How many interactions each line of a cost file is chosen for, and how many it then
-- prices: by rate, by tariff, by its part of the ledger, or by turning known time
-- into posts.

with

scoped as (

    select * from {{ ref('int_cost_lines_scoped') }}

),

settled as (

    select * from {{ ref('int_scopes_settled') }}

),

ledger as (

    select * from {{ ref('int_ledger_listed') }}

),

carried as (

    select * from {{ ref('int_ledger_carried') }}

),

by_scope as (

    select
        scoped.file_name,
        scoped.line_number,
        settled.interaction_count,
        case scoped.file_name
            when 'cost_rates.csv' then settled.rate_count
            when 'partner_tariffs.csv' then settled.tariff_count
            else settled.worked_count
        end as pricing_count,
        case
            when scoped.file_name = 'fte_parameters.csv'
                then settled.interaction_count - settled.worked_count
            else settled.unpriced_count
        end as unpriced_count

    from scoped
    inner join settled
        on scoped.scope_number = settled.scope_number
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
