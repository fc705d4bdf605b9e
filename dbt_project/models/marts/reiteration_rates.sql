-- How often customers reiterate, by our definition `once_and_done` and by every
-- other, for each period in which tickets started and each slice. `rate` is what
-- each calls its own; the others fill it, the counts and the flags, no more.
-- Rows of different `slice` never add up. Shares are over eligible tickets; mean_contacts_30_days over
-- all whose start is known, once the 30 days of every one of them are over;
-- means over whole tickets stand in final periods only. Bounds stand where all
-- first channels are together, for a hidden contact's channel is not known to
-- be the first one's.

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

hidden as (

    select * from {{ ref('int_rates_hidden') }}

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

bounded as (

    select
        summed.*,
        case
            when
                summed.slice
                in ('all', 'reason', 'reason_group', 'journey_step')
                and summed.qualified_ticket_count > 0
                then coalesce(hidden.hidden_contact_count, 0)
        end as hidden_contact_count

    from summed
    left join hidden
        on
            summed.period_grain = hidden.period_grain
            and summed.period_started_on = hidden.period_started_on
            and summed.slice = hidden.slice
            and summed.slice_value = hidden.slice_value

),

ours as (

    select
        'once_and_done' as definition_id,
        {% for column in cell + counts %}
        bounded.{{ column }},
        {% endfor %}
        {% for end in ends.values() %}
        pivoted.reiterated_ticket_rate{{ end }} as rate{{ end }},
        {% endfor %}
        {% for rate in rates() %}
        {% for end in ends.values() %}
        pivoted.{{ rate.name ~ end }},
        {% endfor %}
        {% endfor %}
        bounded.hidden_contact_count,
        {% for rate, ends in rate_bounds().items() %}
        {% for end in ends %}
        case
            when
                bounded.hidden_contact_count is not null
                and pivoted.{{ rate }} is not null
                then {{ end }}
        end as {{ rate }}_{{ ['lower', 'upper'][loop.index0] }}_bound,
        {% endfor %}
        {% endfor %}
        bounded.eligible_ticket_count < 30
        or bounded.eligible_ticket_count_customer_count < 30 as is_small_cell,
        bounded.is_provisional

    from bounded
    left join pivoted
        on
            bounded.period_grain = pivoted.period_grain
            and bounded.period_started_on = pivoted.period_started_on
            and bounded.slice = pivoted.slice
            and bounded.slice_value = pivoted.slice_value
            and coalesce(bounded.slice_value_2, '')
            = coalesce(pivoted.slice_value_2, '')

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
        {{ theirs.get(count, 'null') }} as {{ count }},
        {% endfor %}
        rate,
        rate_low,
        rate_high,
        {% for rate in rates() %}
        {% for end in ends.values() %}
        null as {{ rate.name ~ end }},
        {% endfor %}
        {% endfor %}
        null as hidden_contact_count,
        {% for rate in rate_bounds() %}
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
