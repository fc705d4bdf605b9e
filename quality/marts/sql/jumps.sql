-- Each rate of each final month beside that of the month before, for all tickets
-- together. It jumped where the two intervals of 95 % have nothing in common.
-- Outside each other's interval would be too little: two honest months differ by
-- 1.4 times the error of one, so one pair in six would be flagged; intervals that
-- do not touch are one in two hundred.
with

months as (

    select
        *,
        lag(period_started_on) over (order by period_started_on) as previous_on

    from marts.reiteration_rates
    where
        definition_id = 'once_and_done' and slice = 'all'
        and period_grain = 'month' and not is_provisional

),

rates as (

    $rates

),

beside as (

    select
        *,
        lag(rate) over previous as previous_rate,
        lag(low) over previous as previous_low,
        lag(high) over previous as previous_high

    from rates
    window previous as (partition by rate_name order by period_started_on)

)

select
    rate_name || ' of ' || strftime(period_started_on, '%Y-%m') as place,
    rate,
    previous_rate,
    low > previous_high or high < previous_low as is_jump

from beside
where previous_on = period_started_on - interval 1 month
order by period_started_on, rate_name
