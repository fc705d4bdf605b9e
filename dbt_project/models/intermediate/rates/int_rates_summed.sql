-- What each rate counts and out of how much beside the sums over customers that its
-- interval is made of, for each period in which tickets started and each slice.

with

counted as (

    select * from {{ ref('int_rates_counted') }}

),

squared as (

    select * from {{ ref('int_rates_squared') }}

),

summed as (

    select
        {% for per in rates() | map(attribute='per') | unique %}
        squared.{{ per }}_customer_count,
        {% endfor %}
        {% for one, other in rate_products() %}
        squared.{{ one }}_x_{{ other }},
        {% endfor %}
        counted.*

    from counted
    inner join squared
        on
            counted.period_grain = squared.period_grain
            and counted.period_started_on = squared.period_started_on
            and counted.slice = squared.slice
            and counted.slice_value = squared.slice_value
            and coalesce(counted.slice_value_2, '')
            = coalesce(squared.slice_value_2, '')

)

select * from summed
