-- What each rate counts and out of how much, for each period in which tickets
-- started and each slice. Days are summed first: a ticket stands in every period
-- and slice, a day's sum in every period.

{% set slice_keys = ['slice', 'slice_value', 'slice_value_2'] %}

with

tickets as (

    select
        *,
        contact_reason_id <> 'unqualified' as is_qualified

    from {{ ref('int_tickets_described') }}

),

periods as (

    select * from {{ ref('int_calendar_periods') }}

),

by_day as (

    {% for slice, values in rate_slices().items() %}
    select
        {% for name, sum in rate_sums().items() %}
        {{ sum }} as {{ name }},
        {% endfor %}
        local_date,
        '{{ slice }}' as slice,
        {{ values[0] }} as slice_value,
        {{ values[1] or 'cast(null as varchar)' }} as slice_value_2

    from tickets
    where {{ values[0] }} is not null
    group by local_date, {{ values | join(', ') }}
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

),

counted as (

    select
        {% for name in rate_sums() %}
        cast(sum(by_day.{{ name }}) as bigint) as {{ name }},
        {% endfor %}
        {% for key in slice_keys %}
        by_day.{{ key }},
        {% endfor %}
        periods.period_grain,
        periods.period_started_on,
        not periods.is_final as is_provisional

    from by_day
    inner join periods
        on by_day.local_date = periods.local_date
    group by
        {% for key in slice_keys %}
        by_day.{{ key }},
        {% endfor %}
        periods.period_grain,
        periods.period_started_on,
        periods.is_final

)

select * from counted
