-- What interactions carry of the ledger is what is allocated, month by month.

with

interactions as (

    select * from {{ ref('interactions') }}
    where cost_basis = 'ledger'

),

cost_reconciliation as (

    select * from {{ ref('cost_reconciliation') }}

),

carried as (

    select
        cast(date_trunc('month', local_date) as date) as month_started_on,
        sum(cost_amount) as carried_amount

    from interactions
    group by date_trunc('month', local_date)

),

allocated as (

    select
        month_started_on,
        sum(allocated_amount) as allocated_amount

    from cost_reconciliation
    group by month_started_on

)

select
    carried.carried_amount,
    allocated.allocated_amount
from carried
full outer join allocated
    on carried.month_started_on = allocated.month_started_on
where
    coalesce(carried.carried_amount, 0)
    <> coalesce(allocated.allocated_amount, 0)
