-- How many groups and events each definition has, for each month and year and
-- each slice, and for each week in all. A period is provisional until it is final and, where maturity
-- matters, until the follow-up of 99 % of its events is over (equal is enough).

{% set counts = {
    'group_count': 'is_group',
    'eligible_group_count': 'is_eligible_group',
    'repeated_group_count': 'is_repeated_group',
    'event_count': 'is_counted',
    'repeat_count': 'is_repeat',
    'young_count': 'is_young',
} %}
{% set cell = ['definition_id', 'period_grain', 'period_started_on'] %}

with

figured as (

    select * from {{ ref('int_definitions_figured') }}

),

periods as (

    select * from {{ ref('int_calendar_periods') }}

),

in_periods as (

    select
        {% for name, condition in counts.items() %}
        count(case when figured.{{ condition }} then 1 end) as {{ name }},
        {% endfor %}
        count(*) as row_count,
        figured.definition_id,
        periods.period_grain,
        periods.period_started_on,
        periods.is_final,
        {{ unless_weekly('figured.contact_reason_id') }} as contact_reason_id,
        {{ unless_weekly('figured.channel') }} as channel

    from figured
    inner join periods
        on figured.local_date = periods.local_date
    group by
        figured.definition_id,
        periods.period_grain,
        periods.period_started_on,
        periods.is_final,
        {{ unless_weekly('figured.contact_reason_id') }},
        {{ unless_weekly('figured.channel') }}

),

counted as (

    {% for slice, value in definition_slices().items() %}
    select
        {% for name in counts %}
        cast(sum({{ name }}) as bigint) as {{ name }},
        {% endfor %}
        {{ cell | join(', ') }},
        '{{ slice }}' as slice,
        {{ value }} as slice_value,
        not is_final
        or sum(young_count) > 0.01 * sum(row_count) as is_provisional

    from in_periods
    where {{ value }} is not null
    group by {{ cell | join(', ') }}, is_final, {{ value }}
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

)

select * from counted
