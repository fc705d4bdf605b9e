-- Customers repeat, so an interval is made of sums over customers of squares and
-- products, for each period and slice. A slice is summed by itself, periods go by
-- number and only the factors of products are kept: each customer stands in every
-- period and slice, and so many groups fill the memory.

{% set slice_keys = ['slice', 'slice_value', 'slice_value_2'] %}

with

tickets as (

    select * from {{ ref('int_tickets_described') }}

),

periods as (

    select
        local_date,
        period_grain,
        period_started_on,
        cast(
            dense_rank() over (
                order by period_grain, period_started_on
            ) as integer
        ) as period_number

    from {{ ref('int_calendar_periods') }}

),

numbered as (

    select distinct
        period_number,
        period_grain,
        period_started_on

    from periods

),

by_customer as (

    {% for slice, values in rate_slices().items() %}
    select
        {% for name in rate_factors() %}
        {{ rate_sums()[name] }} as {{ name }},
        {% endfor %}
        periods.period_number,
        '{{ slice }}' as slice,
        {{ values[0] }} as slice_value,
        {{ values[1] or 'cast(null as varchar)' }} as slice_value_2

    from tickets
    inner join periods
        on tickets.local_date = periods.local_date
    where {{ values[0] }} is not null
    group by
        periods.period_number,
        tickets.customer_id,
        {{ values | join(', ') }}
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

),

summed as (

    select
        {% for per in rates() | map(attribute='per') | unique %}
        count(case when {{ per }} > 0 then 1 end) as {{ per }}_customer_count,
        {% endfor %}
        {% for one, other in rate_products() %}
        cast(sum({{ one }} * {{ other }}) as double)
            as {{ one }}_x_{{ other }},
        {% endfor %}
        period_number,
        {{ slice_keys | join(', ') }}

    from by_customer
    group by period_number, {{ slice_keys | join(', ') }}

),

squared as (

    select
        summed.*,
        numbered.period_grain,
        numbered.period_started_on

    from summed
    inner join numbered
        on summed.period_number = numbered.period_number

)

select * from squared
