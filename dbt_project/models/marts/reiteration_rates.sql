-- How often customers reiterate, by the definition `once_and_done`, for each
-- period in which tickets started and each slice. Rows of different `slice`
-- never add up. Shares are over eligible tickets; mean_contacts_30_days over
-- all whose start is known, once the 30 days of every one of them are over;
-- means over whole tickets stand in final periods only. Intervals are not
-- estimated yet: null.

{% set slices = {
    'all': "'all'",
    'reason': 'contact_reason_id',
    'reason_group': 'reason_group',
    'journey_step': 'journey_step',
    'first_channel': 'first_channel',
    'reason+first_channel': 'contact_reason_id',
    'segment': 'customer_segment',
    'first_partner': 'first_partner_name',
    'first_team': 'first_team_name',
} %}
{% set counts = {
    'eligible_ticket': 'true',
    'reiterated_ticket': 'is_reiterated',
    'reiterated_late': "resolution = 'reiterated_late'",
    'unserved': "resolution = 'unserved'",
    'once_and_done': 'is_once_and_done',
    'within_expected': 'is_within_expected',
    'self_care_start': "first_channel in ('web_selfcare', 'app_selfcare')",
    'self_care_end': "first_channel in ('web_selfcare', 'app_selfcare')"
        ~ " and last_channel in ('web_selfcare', 'app_selfcare')",
} %}
{% set shares = {
    'reiterated_ticket_rate': 'reiterated_ticket_count / eligible_ticket_count',
    'reiterated_late_rate': 'reiterated_late_count / eligible_ticket_count',
    'unserved_rate': 'unserved_count / eligible_ticket_count',
    'once_and_done_rate': 'once_and_done_count / eligible_ticket_count',
    'mean_contacts_30_days':
        'case when is_all_followed then mean_contacts_of_followed end',
    'mean_contacts': 'final_contact_count / eligible_ticket_count',
    'mean_reiterations': 'final_reiteration_count / eligible_ticket_count',
    'excess_contacts': 'final_excess_count / eligible_ticket_count',
    'within_expected_rate': 'within_expected_count / eligible_ticket_count',
    'reiteration_rate': 'eligible_reiteration_count / eligible_contact_count',
    'self_care_containment_rate': 'self_care_end_count / self_care_start_count',
} %}
{% set bounded = [
    'reiteration_rate', 'reiterated_ticket_rate', 'mean_contacts',
] %}

with

tickets as (

    select * from {{ ref('tickets') }}

),

periods as (

    select * from {{ ref('int_calendar_periods') }}

),

slices as (

    {% for slice in slices %}
    select '{{ slice }}' as slice
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

),

sliced as (

    select
        tickets.*,
        periods.period_grain,
        periods.period_started_on,
        periods.is_final,
        slices.slice,
        case
            {% for slice, value in slices.items() %}
            when slices.slice = '{{ slice }}' then {{ value }}
            {% endfor %}
        end as slice_value,
        case
            when slices.slice = 'reason+first_channel'
                then tickets.first_channel
        end as slice_value_2

    from tickets
    inner join periods
        on tickets.local_date = periods.local_date
    cross join slices

),

counted as (

    select
        period_grain,
        period_started_on,
        slice,
        slice_value,
        slice_value_2,
        not is_final as is_provisional,
        count(*) as ticket_count,
        cast(sum(contact_count) as bigint) as contact_count,
        cast(sum(reiteration_count) as bigint) as reiteration_count,
        {% for name, condition in counts.items() %}
        count(case when is_eligible and {{ condition }} then 1 end)
            as {{ name }}_count,
        {% endfor %}
        {% for name in ['contact', 'reiteration', 'excess'] %}
        {% set column = name ~ ('_contact' if name == 'excess' else '') %}
        sum(case when is_eligible then {{ column }}_count end)
            as eligible_{{ name }}_count,
        sum(case when is_eligible and is_final then {{ column }}_count end)
            as final_{{ name }}_count,
        {% endfor %}
        avg(case when is_30_days_known then contact_count_30_days end)
            as mean_contacts_of_followed,
        count(case when is_start_known then 1 end)
        = count(case when is_30_days_known then 1 end) as is_all_followed,
        count(distinct case when is_eligible then customer_id end)
            as eligible_customer_count

    from sliced
    where slice_value is not null
    group by
        period_grain,
        period_started_on,
        slice,
        slice_value,
        slice_value_2,
        is_final

),

published as (

    select
        'once_and_done' as definition_id,
        period_grain,
        period_started_on,
        slice,
        slice_value,
        slice_value_2,
        ticket_count,
        eligible_ticket_count,
        contact_count,
        reiteration_count,
        reiterated_ticket_count,
        {% for rate, division in shares.items() %}
        {% set parts = division.split(' / ') %}
        {% if parts | length == 2 %}
        {{ parts[0] }} / nullif({{ parts[1] }}, 0) as {{ rate }},
        {% else %}
        {{ division }} as {{ rate }},
        {% endif %}
        cast(null as double) as {{ rate }}_low,
        cast(null as double) as {{ rate }}_high,
        {% endfor %}
        {% for rate in bounded %}
        cast(null as double) as {{ rate }}_lower_bound,
        cast(null as double) as {{ rate }}_upper_bound,
        {% endfor %}
        eligible_ticket_count < 30 or eligible_customer_count < 30
            as is_small_cell,
        is_provisional

    from counted

)

select * from published
