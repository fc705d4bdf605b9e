-- What part of today's cost does not fall of itself when contacts do: what is spread
-- from a ledger (salaries stay until posts go), and what a partner charges (a
-- minimum is due all the same, and a step lost makes the rest dearer). Of the
-- tickets that money is of, for each line of a scenario and for all of them.

with

levers as (

    select * from {{ ref('int_what_if_levers') }}
    where lever_end = 'middle'

),

worked as (

    select * from {{ ref('int_tickets_worked') }}
    where has_complete_cost

),

reasons as (

    select
        contact_reason_id,
        {{ exact_sum('cost_amount') }} as cost_amount,
        {{ exact_sum('ledger_amount') }} as ledger_amount,
        {{ exact_sum('tariff_amount') }} as tariff_amount

    from worked
    group by contact_reason_id

),

lines as (

    select
        levers.scenario,
        levers.contact_reason_id,
        {{ exact_sum('reasons.cost_amount') }} as cost_amount,
        {{ exact_sum('reasons.ledger_amount') }} as ledger_amount,
        {{ exact_sum('reasons.tariff_amount') }} as tariff_amount

    from levers
    inner join reasons
        on levers.covered_reason_id = reasons.contact_reason_id
    group by levers.scenario, levers.contact_reason_id

),

cases as (

    select
        scenario,
        contact_reason_id,
        cost_amount,
        ledger_amount,
        tariff_amount

    from lines
    union all
    select
        scenario,
        'all' as contact_reason_id,
        {{ exact_sum('cost_amount') }} as cost_amount,
        {{ exact_sum('ledger_amount') }} as ledger_amount,
        {{ exact_sum('tariff_amount') }} as tariff_amount

    from lines
    group by scenario

),

shared as (

    select
        scenario,
        contact_reason_id,
        ledger_amount / nullif(cost_amount, 0) as ledger_share,
        tariff_amount / nullif(cost_amount, 0) as tariff_share

    from cases

)

select * from shared
