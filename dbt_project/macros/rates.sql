{#
    The rates of method §6, each a sum over tickets divided by another: what is
    counted (`of`), out of what (`per`), both sums of tickets' columns. A `share`
    lies between 0 and 1, a `mean` does not. `when` says from when it may be shown.
#}
{% macro rates() %}
    {{ return([
        {'name': 'reiterated_ticket_rate', 'kind': 'share',
         'of': 'reiterated_ticket_count', 'per': 'eligible_ticket_count'},
        {'name': 'reiterated_late_rate', 'kind': 'share',
         'of': 'reiterated_late_count', 'per': 'eligible_ticket_count'},
        {'name': 'unserved_rate', 'kind': 'share',
         'of': 'unserved_count', 'per': 'eligible_ticket_count'},
        {'name': 'once_and_done_rate', 'kind': 'share',
         'of': 'once_and_done_count', 'per': 'eligible_ticket_count'},
        {'name': 'mean_contacts_30_days', 'kind': 'mean',
         'of': 'followed_contact_count', 'per': 'followed_ticket_count',
         'when': 'followed_ticket_count = start_known_ticket_count'},
        {'name': 'mean_contacts', 'kind': 'mean', 'when': 'not is_provisional',
         'of': 'eligible_contact_count', 'per': 'eligible_ticket_count'},
        {'name': 'mean_reiterations', 'kind': 'mean', 'when': 'not is_provisional',
         'of': 'eligible_reiteration_count', 'per': 'eligible_ticket_count'},
        {'name': 'excess_contacts', 'kind': 'mean', 'when': 'not is_provisional',
         'of': 'eligible_excess_count', 'per': 'eligible_ticket_count'},
        {'name': 'within_expected_rate', 'kind': 'share',
         'of': 'within_expected_count', 'per': 'eligible_ticket_count'},
        {'name': 'reiteration_rate', 'kind': 'share',
         'of': 'eligible_reiteration_count', 'per': 'eligible_contact_count'},
        {'name': 'self_care_containment_rate', 'kind': 'share',
         'of': 'self_care_end_count', 'per': 'self_care_start_count'},
    ]) }}
{% endmacro %}

{# What is summed over tickets: the name of each sum, and how it is formed. #}
{% macro rate_sums() %}
    {% set self_care = "first_channel in ('web_selfcare', 'app_selfcare')" %}
    {% set contained = 'is_eligible and ' ~ self_care ~ ' and '
        ~ self_care | replace('first', 'last') %}
    {% set known = "is_eligible and is_qualified" %}
    {{ return({
        'ticket_count': 'count(*)',
        'contact_count': total('true', 'contact_count'),
        'reiteration_count': total('true', 'reiteration_count'),
        'eligible_ticket_count': total('is_eligible'),
        'reiterated_ticket_count': total('is_eligible and is_reiterated'),
        'reiterated_late_count':
            total("is_eligible and resolution = 'reiterated_late'"),
        'unserved_count': total("is_eligible and resolution = 'unserved'"),
        'once_and_done_count': total('is_eligible and is_once_and_done'),
        'within_expected_count': total('is_eligible and is_within_expected'),
        'self_care_start_count': total('is_eligible and ' ~ self_care),
        'self_care_end_count': total(contained),
        'self_care_end_unserved_count':
            total(contained ~ " and resolution = 'unserved'"),
        'self_care_end_once_and_done_count':
            total(contained ~ ' and is_once_and_done'),
        'start_known_ticket_count': total('is_start_known'),
        'followed_ticket_count': total('is_30_days_known'),
        'followed_contact_count':
            total('is_30_days_known', 'contact_count_30_days'),
        'eligible_contact_count': total('is_eligible', 'contact_count'),
        'eligible_reiteration_count': total('is_eligible', 'reiteration_count'),
        'eligible_excess_count': total('is_eligible', 'excess_contact_count'),
        'qualified_ticket_count': total(known),
        'qualified_reiterated_count': total(known ~ ' and is_reiterated'),
        'qualified_contact_count': total(known, 'contact_count'),
        'qualified_reiteration_count': total(known, 'reiteration_count'),
    }) }}
{% endmacro %}

{# The sum of a column (else the number) of the rows that meet a condition. #}
{% macro total(condition, column=none) -%}
    {% if column -%}
    cast(coalesce(sum(case when {{ condition }} then {{ column }} end), 0) as bigint)
    {%- else -%}
    count(case when {{ condition }} then 1 end)
    {%- endif %}
{%- endmacro %}

{# What rates are cut by: one value of a ticket, or two. #}
{% macro rate_slices() %}
    {{ return({
        'all': ["'all'"],
        'reason': ['contact_reason_id'],
        'reason_group': ['reason_group'],
        'journey_step': ['journey_step'],
        'first_channel': ['first_channel'],
        'reason+first_channel': ['contact_reason_id', 'first_channel'],
        'segment': ['customer_segment'],
        'first_partner': ['first_partner_name'],
        'first_team': ['first_team_name'],
    }) }}
{% endmacro %}

{# The pairs of sums whose products, summed over customers, make the variances. #}
{% macro rate_products() %}
    {% set pairs = [] %}
    {% for rate in rates() %}
        {% for pair in [
            (rate.of, rate.of), (rate.of, rate.per), (rate.per, rate.per)
        ] if pair not in pairs %}
            {% do pairs.append(pair) %}
        {% endfor %}
    {% endfor %}
    {{ return(pairs) }}
{% endmacro %}

{# The sums that these products are of. #}
{% macro rate_factors() %}
    {% set names = [] %}
    {% for pair in rate_products() %}
        {% for name in pair if name not in names %}
            {% do names.append(name) %}
        {% endfor %}
    {% endfor %}
    {{ return(names) }}
{% endmacro %}

{# One end of Wilson's interval of a share; z below 0 gives the lower one. #}
{% macro wilson(share, count, z) -%}
    least(1, greatest(0,
        (
            {{ share }} + {{ z * z }} / (2 * {{ count }})
            + {{ z }} * sqrt(
                {{ share }} * (1 - {{ share }}) / {{ count }}
                + {{ z * z }} / (4 * {{ count }} * {{ count }})
            )
        ) / (1 + {{ z * z }} / {{ count }})
    ))
{%- endmacro %}

{# The rates of which bounds are published. #}
{% macro bounded_rates() %}
    {{ return(['reiteration_rate', 'reiterated_ticket_rate', 'mean_contacts']) }}
{% endmacro %}

{#
    The slices that have bounds: where all first channels are together, for a
    hidden contact's channel is not known to be the first one's.
#}
{% macro bounded_slices() %}
    {{ return({
        'all': "'all'",
        'reason': 'contact_reason_id',
        'reason_group': 'reason_group',
        'journey_step': 'journey_step',
    }) }}
{% endmacro %}

{# A figure that rests on sums of fractions: they are added in another order each
   time, so that the last digits are chance, and equal input must publish equal
   figures. #}
{% macro settled(figure) -%} round({{ figure }}, 10) {%- endmacro %}
