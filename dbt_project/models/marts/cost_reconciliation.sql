-- Where the ledger went: what interactions carry of each category, and what
-- nothing could carry, for nothing in its scope weighed anything, or it belongs to
-- days of its month that were not seen, or not yet. Where few of
-- the interactions that somebody worked on weigh anything (their time is missing,
-- say), these few carry all of it and are dear for it alone: it is told.

with

cost_ledger as (

    select * from {{ ref('int_ledger_listed') }}

),

spread as (

    select * from {{ ref('int_ledger_spread') }}

),

carried as (

    select
        *,
        case
            when carrying_count > 0
                then worked_carrying_count / nullif(worked_count, 0)
        end as carrying_share

    from {{ ref('int_ledger_carried') }}

),

allocated as (

    select
        ledger_number,
        sum(spread_amount) as allocated_amount

    from spread
    group by ledger_number

),

months as (

    select * from {{ ref('int_calendar_months') }}

),

published as (

    select
        cost_ledger.month_started_on,
        cost_ledger.category,
        cast(sum(cost_ledger.amount) as decimal(24, 6)) as ledger_amount,
        cast(coalesce(sum(allocated.allocated_amount), 0) as decimal(24, 6))
            as allocated_amount,
        cast(
            sum(
                cost_ledger.amount
                - case
                    when carried.carrying_count > 0
                        then cost_ledger.seen_amount
                    else 0
                end
            ) as decimal(24, 6)
        ) as unallocated_amount,
        cast(
            sum(cost_ledger.amount - cost_ledger.seen_amount)
            as decimal(24, 6)
        ) as unseen_amount,
        cast(
            coalesce(
                sum(
                    case when cost_ledger.amount < 0 then cost_ledger.amount end
                ), 0
            ) as decimal(24, 6)
        ) as credit_amount,
        cast(coalesce(sum(carried.worked_count), 0) as bigint)
            as covered_interaction_count,
        cast(coalesce(sum(carried.worked_carrying_count), 0) as bigint)
            as carrying_interaction_count,
        min(carried.carrying_share) as least_carrying_share,
        coalesce(min(carried.carrying_share) < {{ least_share() }}, false)
            as is_carried_by_few,
        coalesce(bool_or(months.is_provisional), true) as is_provisional

    from cost_ledger
    left join allocated
        on cost_ledger.ledger_number = allocated.ledger_number
    left join carried
        on cost_ledger.ledger_number = carried.ledger_number
    left join months
        on cost_ledger.month_started_on = months.month_started_on
    group by cost_ledger.month_started_on, cost_ledger.category

)

select * from published
