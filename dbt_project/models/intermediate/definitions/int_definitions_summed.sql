-- What each definition counts and out of how much, for each month and year and
-- each slice, and for each week in all, with the sums over customers of squares and products that an
-- interval is made of. A group without customer stands for one.

{% set cell = ['definition_id', 'period_grain', 'period_started_on'] %}

with

figured as (

    select * from {{ ref('int_definitions_figured') }}
    where out_of > 0

),

periods as (

    select * from {{ ref('int_calendar_periods') }}

),

in_periods as (

    select
        figured.definition_id,
        figured.cluster_number,
        periods.period_grain,
        periods.period_started_on,
        {{ unless_weekly('figured.contact_reason_id') }} as contact_reason_id,
        {{ unless_weekly('figured.channel') }} as channel,
        sum(cast(figured.counted as double)) as counted,
        sum(cast(figured.out_of as double)) as out_of

    from figured
    inner join periods
        on figured.local_date = periods.local_date
    group by
        figured.definition_id,
        figured.cluster_number,
        periods.period_grain,
        periods.period_started_on,
        {{ unless_weekly('figured.contact_reason_id') }},
        {{ unless_weekly('figured.channel') }}

),

by_cluster as (

    {% for slice, value in definition_slices().items() %}
    select
        sum(counted) as counted,
        sum(out_of) as out_of,
        {{ cell | join(', ') }},
        '{{ slice }}' as slice,
        {{ value }} as slice_value

    from in_periods
    where {{ value }} is not null
    group by {{ cell | join(', ') }}, cluster_number, {{ value }}
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
        sum(counted) as counted,
        sum(out_of) as out_of,
        count(*) as customer_count,
        sum(counted * counted) as counted_squared,
        sum(counted * out_of) as counted_by_out_of,
        sum(out_of * out_of) as out_of_squared

    from by_cluster
    group by
        definition_id, period_grain, period_started_on, slice, slice_value

)

select * from summed
