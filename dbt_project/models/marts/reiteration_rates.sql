-- How often customers reiterate, by our definition `once_and_done` and by every
-- other, for each period in which tickets started and each slice. `rate` is what
-- each calls its own; the others fill it, the counts and the flags, no more.
-- Rows of different `slice` never add up. Shares are over eligible tickets;
-- mean_contacts_30_days over all whose start is known, once the 30 days of
-- every one of them are over; means over whole tickets stand in final periods
-- only. Bounds stand where all first channels are together, for a hidden
-- contact's channel is not known to be the first one's.

{% set cell = [
    'period_grain', 'period_started_on', 'slice', 'slice_value',
    'slice_value_2',
] %}
{% set ends = {'rate': '', 'low': '_low', 'high': '_high'} %}
{% set theirs = {
    'ticket_count': 'group_count',
    'eligible_ticket_count': 'eligible_group_count',
    'contact_count': 'event_count',
    'reiteration_count': 'repeat_count',
    'reiterated_ticket_count': 'repeated_group_count',
} %}
{% set counts = [
    'ticket_count', 'eligible_ticket_count', 'followed_ticket_count',
    'contact_count', 'reiteration_count', 'reiterated_ticket_count',
] %}

with

summed as (

    select * from {{ ref('int_rates_summed') }}

),

estimated as (

    select * from {{ ref('int_rates_estimated') }}

),

rated as (

    select * from {{ ref('int_definitions_rated') }}

),

shrunk as (

    select * from {{ ref('int_rates_shrunk') }}

),

bounds as (

    select * from {{ ref('int_rates_bounded') }}

),

pivoted as (

    select
        {% for rate in rates() %}
        {% for column, end in ends.items() %}
        max(case when rate_name = '{{ rate.name }}' then {{ column }} end)
            as {{ rate.name ~ end }},
        {% endfor %}
        {% endfor %}
        {{ cell | join(', ') }}

    from estimated
    where definition_id = 'once_and_done'
    group by {{ cell | join(', ') }}

),

ours as (

    select
        'once_and_done' as definition_id,
        {% for column in cell + counts %}
        summed.{{ column }},
        {% endfor %}
        {% for end in ends.values() %}
        pivoted.reiterated_ticket_rate{{ end }} as rate{{ end }},
        {% endfor %}
        {% for rate in rates() %}
        {% for end in ends.values() %}
        pivoted.{{ rate.name ~ end }},
        {% endfor %}
        {% endfor %}
        {{ settled('shrunk.shrunk_rate') }} as reiterated_ticket_rate_shrunk,
        bounds.hidden_contact_count,
        {% for rate in bounded_rates() %}
        {% for end in ['lower', 'upper'] %}
        case
            when pivoted.{{ rate }} is not null
                then bounds.{{ rate }}_{{ end }}_bound
        end as {{ rate }}_{{ end }}_bound,
        {% endfor %}
        {% endfor %}
        summed.eligible_ticket_count < 30
        or summed.eligible_ticket_count_customer_count < 30 as is_small_cell,
        summed.is_provisional

    from summed
    left join pivoted
        on
            summed.period_grain = pivoted.period_grain
            and summed.period_started_on = pivoted.period_started_on
            and summed.slice = pivoted.slice
            and summed.slice_value = pivoted.slice_value
            and coalesce(summed.slice_value_2, '')
            = coalesce(pivoted.slice_value_2, '')
    left join shrunk
        on
            summed.period_grain = shrunk.period_grain
            and summed.period_started_on = shrunk.period_started_on
            and summed.slice = shrunk.slice
            and summed.slice_value = shrunk.slice_value
    left join bounds
        on
            summed.period_grain = bounds.period_grain
            and summed.period_started_on = bounds.period_started_on
            and summed.slice = bounds.slice
            and summed.slice_value = bounds.slice_value

),

others as (

    select
        definition_id,
        period_grain,
        period_started_on,
        slice,
        slice_value,
        null as slice_value_2,
        {% for count in counts %}
        {{ theirs.get(count, "null") }} as {{ count }},
        {% endfor %}
        rate,
        rate_low,
        rate_high,
        {% for rate in rates() %}
        {% for end in ends.values() %}
        null as {{ rate.name ~ end }},
        {% endfor %}
        {% endfor %}
        null as reiterated_ticket_rate_shrunk,
        null as hidden_contact_count,
        {% for rate in bounded_rates() %}
        null as {{ rate }}_lower_bound,
        null as {{ rate }}_upper_bound,
        {% endfor %}
        is_small_cell,
        is_provisional

    from rated

),

published as (

    select * from ours
    union all
    select * from others

)

select * from published
