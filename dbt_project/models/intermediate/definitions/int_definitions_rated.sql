-- Each definition's counts and its rate with the interval. A cell is small when
-- its rate is out of under 30, or of under 30 customers.

with

counted as (

    select * from {{ ref('int_definitions_counted') }}

),

summed as (

    select * from {{ ref('int_definitions_summed') }}

),

estimated as (

    select * from {{ ref('int_rates_estimated') }}

),

rated as (

    select
        counted.*,
        estimated.rate,
        estimated.low as rate_low,
        estimated.high as rate_high,
        coalesce(summed.out_of < 30 or summed.customer_count < 30, true)
            as is_small_cell

    from counted
    left join summed
        on
            counted.definition_id = summed.definition_id
            and counted.period_grain = summed.period_grain
            and counted.period_started_on = summed.period_started_on
            and counted.slice = summed.slice
            and counted.slice_value = summed.slice_value
    left join estimated
        on
            counted.definition_id = estimated.definition_id
            and counted.period_grain = estimated.period_grain
            and counted.period_started_on = estimated.period_started_on
            and counted.slice = estimated.slice
            and counted.slice_value = estimated.slice_value

)

select * from rated
