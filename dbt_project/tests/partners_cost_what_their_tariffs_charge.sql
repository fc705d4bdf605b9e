-- What a partner's interactions of a month bear is what its tariff comes to on
-- their volume and the days that are seen, exactly. A minimum due for no interaction
-- is borne by none.

with

charged as (

    select * from {{ ref('int_tariffs_charged') }}
    where billable_count > 0

),

scoped as (

    select * from {{ ref('int_costs_scoped') }}

),

spread as (

    select * from {{ ref('int_tariffs_spread') }}

),

borne as (

    select
        scoped.tariff_number,
        scoped.month_started_on,
        sum(spread.tariff_amount) as borne_amount

    from spread
    inner join scoped
        on spread.interaction_number = scoped.interaction_number
    group by scoped.tariff_number, scoped.month_started_on

)

select charged.*
from charged
left join borne
    on
        charged.tariff_number = borne.tariff_number
        and charged.month_started_on = borne.month_started_on
where
    borne.borne_amount is null
    or borne.borne_amount <> charged.seen_amount
