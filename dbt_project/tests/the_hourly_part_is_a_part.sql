-- What is priced by the hour is a part of the cost. Only a credit in the ledger,
-- taken off the rest, can turn that: work that bears one is left out.

with

work_priced as (

    select * from {{ ref('int_work_priced') }}

),

credited as (

    select distinct interaction_number
    from {{ ref('int_ledger_spread') }}
    where spread_amount < 0

)

select work_priced.*
from work_priced
left join credited
    on work_priced.interaction_number = credited.interaction_number
where
    abs(work_priced.hourly_amount) > abs(work_priced.cost_amount) + 0.01
    and credited.interaction_number is null
