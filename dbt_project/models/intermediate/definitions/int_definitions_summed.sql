-- What each definition counts and out of how much, for each month and year and
-- each slice, with the sums over customers of squares and products that an
-- interval is made of. A group without customer stands for one.

{% set sums = [
    'group_count', 'eligible_group_count', 'event_count', 'repeat_count',
    'repeated_group_count', 'counted', 'out_of', 'young_count',
] %}
{% set slices = {
    'all': "'all'",
    'reason': 'contact_reason_id',
    'first_channel': 'channel',
} %}

with

daily as (

    select * from {{ ref('int_definitions_figured') }}

),

periods as (

    select * from {{ ref('int_calendar_periods') }}
    where period_grain <> 'week'

),

monthly as (

    select
        {% for name in sums %}
        sum(daily.{{ name }}) as {{ name }},
        {% endfor %}
        daily.definition_id,
        daily.cluster_number,
        periods.period_grain,
        periods.period_started_on,
        not periods.is_final as is_open,
        daily.contact_reason_id,
        daily.channel

    from daily
    inner join periods
        on daily.local_date = periods.local_date
    group by
        daily.definition_id,
        daily.cluster_number,
        periods.period_grain,
        periods.period_started_on,
        periods.is_final,
        daily.contact_reason_id,
        daily.channel

),

by_cluster as (

    {% for slice, value in slices.items() %}
    select
        {% for name in sums %}
        sum({{ name }}) as {{ name }},
        {% endfor %}
        definition_id,
        cluster_number,
        period_grain,
        period_started_on,
        is_open,
        '{{ slice }}' as slice,
        {{ value }} as slice_value

    from monthly
    where {{ value }} is not null
    group by
        definition_id,
        cluster_number,
        period_grain,
        period_started_on,
        is_open,
        {{ value }}
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

),

summed as (

    select
        definition_id,
        period_grain,
        period_started_on,
        slice,
        slice_value,
        is_open or sum(young_count) > 0 as is_provisional,
        {% for name in sums %}
        cast(sum({{ name }}) as bigint) as {{ name }},
        {% endfor %}
        count(case when out_of > 0 then 1 end) as customer_count,
        cast(sum(counted * counted) as double) as counted_squared,
        cast(sum(counted * out_of) as double) as counted_by_out_of,
        cast(sum(out_of * out_of) as double) as out_of_squared

    from by_cluster
    group by
        definition_id,
        period_grain,
        period_started_on,
        is_open,
        slice,
        slice_value

)

select * from summed
