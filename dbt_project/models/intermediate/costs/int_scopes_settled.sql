-- How the interactions of each scope came to their cost, and on how many of them
-- people's time is known.

with

standard as (

    select * from {{ ref('int_costs_standard') }}
    where scope_number is not null

),

settled as (

    select * from {{ ref('int_costs_settled') }}

),

counted as (

    select
        standard.scope_number,
        count(*) as interaction_count,
        count(case when settled.cost_basis = 'rate' then 1 end) as rate_count,
        count(case when settled.cost_basis = 'tariff' then 1 end)
            as tariff_count,
        count(case when settled.cost_basis is null then 1 end)
            as unpriced_count,
        count(
            case
                when
                    standard.work_milliseconds > 0
                    and not standard.is_unattended
                    then 1
            end
        ) as worked_count

    from standard
    inner join settled
        on standard.interaction_number = settled.interaction_number
    group by standard.scope_number

)

select * from counted
