-- What a tariff comes to in a local month, by the billable interactions that it
-- is for. `whole`: all bear the price of the step that the volume reaches.
-- `marginal`: what lies within a step bears that step's price. The minimum is
-- due whatever the volume, none included; of a month seen in part the interactions
-- bear it for the days that are seen, and steps see the volume so far.

with

volumes as (

    select * from {{ ref('int_tariffs_counted') }}

),

tariffs as (

    select * from {{ ref('int_tariffs_listed') }}

),

months as (

    select * from {{ ref('int_calendar_counted') }}

),

stepped as (

    select
        volumes.tariff_number,
        volumes.month_started_on,
        volumes.billable_count,
        tariffs.partner_name,
        tariffs.minimum_amount,
        case
            when tariffs.mode = 'marginal'
                then
                    least(
                        volumes.billable_count,
                        coalesce(tariffs.next_volume, volumes.billable_count)
                    ) - tariffs.from_volume
            when
                tariffs.next_volume is null
                or volumes.billable_count < tariffs.next_volume
                then volumes.billable_count
            else 0
        end as priced_count,
        tariffs.price_amount

    from volumes
    inner join tariffs
        on
            volumes.tariff_number = tariffs.tariff_number
            and volumes.billable_count >= tariffs.from_volume

),

priced as (

    select
        tariff_number,
        month_started_on,
        partner_name,
        billable_count,
        cast(minimum_amount as decimal(24, 6)) as minimum_amount,
        cast(sum(priced_count * price_amount) as decimal(24, 6))
            as priced_amount

    from stepped
    group by
        tariff_number,
        month_started_on,
        partner_name,
        billable_count,
        minimum_amount

),

charged as (

    select
        priced.tariff_number,
        priced.month_started_on,
        priced.partner_name,
        priced.billable_count,
        priced.priced_amount,
        greatest(priced.priced_amount, priced.minimum_amount)
            as charged_amount,
        greatest(
            priced.priced_amount,
            coalesce(
                {{ cumulated_share(
                    'priced.minimum_amount',
                    'months.seen_day_count',
                    'months.day_count'
                ) }},
                0
            )
        ) as seen_amount

    from priced
    left join months
        on priced.month_started_on = months.month_started_on

)

select * from charged
