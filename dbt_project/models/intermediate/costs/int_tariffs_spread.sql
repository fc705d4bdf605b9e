-- A tariff on the interactions of its month: each billable one bears the average
-- price, cut so that all add up exactly to the invoice, or to its part for the days
-- that are seen; the others cost nothing.

with

scoped as (

    select * from {{ ref('int_costs_scoped') }}
    where tariff_number is not null

),

charged as (

    select * from {{ ref('int_tariffs_charged') }}

),

with_place as (

    select
        scoped.interaction_number,
        scoped.is_billable,
        charged.seen_amount,
        charged.billable_count,
        row_number() over (
            partition by
                scoped.tariff_number,
                scoped.month_started_on,
                scoped.is_billable
            order by scoped.interaction_id
        ) as place

    from scoped
    inner join charged
        on
            scoped.tariff_number = charged.tariff_number
            and scoped.month_started_on = charged.month_started_on

),

spread as (

    select
        interaction_number,
        case
            when not is_billable then cast(0 as decimal(24, 6))
            else
                {{ cumulated_share(
                    'seen_amount', 'place', 'billable_count'
                ) }}
                - {{ cumulated_share(
                    'seen_amount', '(place - 1)', 'billable_count'
                ) }}
        end as tariff_amount

    from with_place

)

select * from spread
