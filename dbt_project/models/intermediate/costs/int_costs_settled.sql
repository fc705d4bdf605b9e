-- What each interaction costs, and its costing basis: the ledger where a line of
-- it covers it (and nothing where it cannot carry its share), else tariff or
-- rate. Nothing gets both.

with

standard as (

    select * from {{ ref('int_costs_standard') }}

),

weighed as (

    select * from {{ ref('int_ledger_weighed') }}

),

spread as (

    select * from {{ ref('int_ledger_spread') }}

),

covered as (

    select distinct interaction_number from weighed

),

carried as (

    select
        interaction_number,
        cast(sum(spread_amount) as decimal(24, 6)) as ledger_amount

    from spread
    group by interaction_number

),

settled as (

    select
        standard.interaction_number,
        case
            when covered.interaction_number is null
                then standard.standard_amount
            else carried.ledger_amount
        end as cost_amount,
        case
            when covered.interaction_number is null
                then standard.standard_basis
            when carried.interaction_number is not null then 'ledger'
        end as cost_basis

    from standard
    left join covered
        on standard.interaction_number = covered.interaction_number
    left join carried
        on standard.interaction_number = carried.interaction_number

)

select * from settled
