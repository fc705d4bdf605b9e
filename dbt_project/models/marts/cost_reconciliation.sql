-- Where the ledger went: what interactions carry of each category, and what
-- nothing could carry, for nothing in its scope weighed anything.

with

cost_ledger as (

    select * from {{ ref('int_ledger_listed') }}

),

spread as (

    select * from {{ ref('int_ledger_spread') }}

),

weighed as (

    select * from {{ ref('int_ledger_weighed') }}
    where is_carried

),

allocated as (

    select
        ledger_number,
        sum(spread_amount) as allocated_amount

    from spread
    group by ledger_number

),

carrying as (

    select distinct ledger_number
    from weighed
    where weight > 0

),

published as (

    select
        cost_ledger.month_started_on,
        cost_ledger.category,
        cast(sum(cost_ledger.amount) as decimal(18, 6)) as ledger_amount,
        cast(coalesce(sum(allocated.allocated_amount), 0) as decimal(18, 6))
            as allocated_amount,
        cast(
            coalesce(
                sum(
                    case
                        when carrying.ledger_number is null
                            then cost_ledger.amount
                    end
                ), 0
            ) as decimal(18, 6)
        ) as unallocated_amount,
        cast(
            coalesce(
                sum(
                    case when cost_ledger.amount < 0 then cost_ledger.amount end
                ), 0
            ) as decimal(18, 6)
        ) as credit_amount

    from cost_ledger
    left join allocated
        on cost_ledger.ledger_number = allocated.ledger_number
    left join carrying
        on cost_ledger.ledger_number = carrying.ledger_number
    group by cost_ledger.month_started_on, cost_ledger.category

)

select * from published
