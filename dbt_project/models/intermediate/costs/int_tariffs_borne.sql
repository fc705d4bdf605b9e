-- What interactions bear of a tariff in a month, and which part of that is no
-- cost but a weight, since the ledger covers them.

with

scoped as (

    select * from {{ ref('int_costs_scoped') }}
    where tariff_number is not null

),

spread as (

    select * from {{ ref('int_tariffs_spread') }}

),

settled as (

    select * from {{ ref('int_costs_settled') }}

),

borne as (

    select
        scoped.tariff_number,
        scoped.month_started_on,
        cast(sum(spread.tariff_amount) as decimal(24, 6)) as allocated_amount,
        cast(
            sum(
                case
                    when settled.cost_basis = 'tariff' then 0
                    else spread.tariff_amount
                end
            ) as decimal(24, 6)
        ) as under_ledger_amount

    from scoped
    inner join spread
        on scoped.interaction_number = spread.interaction_number
    inner join settled
        on scoped.interaction_number = settled.interaction_number
    group by scoped.tariff_number, scoped.month_started_on

)

select * from borne
