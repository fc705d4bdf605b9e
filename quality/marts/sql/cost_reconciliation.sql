-- The whole mart beside what interactions carry of the ledger, by month.
with

carried as (

    select
        cast(date_trunc('month', local_date) as date) as month_started_on,
        sum(cost_amount) as carried_amount

    from marts.interactions
    where cost_basis = 'ledger'
    group by all

)

select
    strftime(month_started_on, '%Y-%m') as place,
    strftime(month_started_on, '%Y-%m-%d') as month_started_on,
    coalesce(category, '') as category,
    round(coalesce(ledger_amount, 0), 2)::double as ledger_amount,
    round(coalesce(allocated_amount + unallocated_amount, 0), 2)::double
        as spread_amount,
    round(
        coalesce(
            sum(allocated_amount) over (partition by month_started_on), 0
        ), 2
    )::double as allocated_in_month,
    round(coalesce(carried_amount, 0), 2)::double as carried_in_month,
    cast(
        coalesce(
            carrying_interaction_count < 0
            or carrying_interaction_count > covered_interaction_count
            or least_carrying_share not between 0 and 1
            or is_carried_by_few
            <> coalesce(least_carrying_share < $least_share, false)
            or least_carrying_share
            > carrying_interaction_count / covered_interaction_count + $nearly,
            false
        ) as integer
    ) as carrying_wrong_count,
    cast(
        coalesce(unseen_amount <> 0 and not is_provisional, false) as integer
    ) as unseen_wrong_count

from marts.cost_reconciliation
full join carried using (month_started_on)
