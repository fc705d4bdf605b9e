{# The kinds of work that what-ifs change: name, and the rows and columns it is. #}
{% macro what_if_parts() %}
    {% set excess = 'worked.contact_number > levers.expected_contacts' %}
    {% set first = 'worked.contact_number = 1 and worked.is_first_assisted' %}
    {{ return({
        'all': ('true', ['contact', 'further']),
        'excess': (excess, ['contact']),
        'first': (first, ['contact']),
        'first_excess': (first ~ ' and ' ~ excess, ['contact']),
        'internal': ('true', ['internal']),
        'late': (excess, ['internal']),
    }) }}
{% endmacro %}

{#
    What remains of contacts' work of one kind (contacts, hours, hourly, other) at
    handling time factor 1: (1 - p) (all - x excess - s (first - x both)).
    publish/what_if.py says the same in Python, with the words of each lever.
#}
{% macro what_if_remaining(kind, moved='first_contacts_to_self_care_share') -%}
    (1 - problems_avoided_share) * (
        all_{{ kind }}
        - excess_avoided_share * excess_{{ kind }}
        - {{ moved }} * (
            first_{{ kind }} - excess_avoided_share * first_excess_{{ kind }}
        )
    )
{%- endmacro %}

{# What remains of internal work; late work goes with the excess at the bold end. #}
{% macro what_if_internal(kind) -%}
    (1 - problems_avoided_share) * (
        internal_{{ kind }}
        - case when is_bold then excess_avoided_share else 0 end
        * late_{{ kind }}
    )
{%- endmacro %}

{# The amount after, of what remains of each part and what moves to self-care. #}
{% macro what_if_amount_after() -%}
    unit_cost_factor * (
            handling_time_factor * remaining_hourly_amount
            + remaining_other_amount
            + coalesce(self_care_amount, 0) * moved_contacts
        ) + remaining_internal_amount
{%- endmacro %}

{# Work of some kinds together, of one row of int_tickets_worked. #}
{% macro what_if_work(works, kind) -%}
    {% for work in works -%}
    worked.{{ work }}_{{ kind }}{{ ' + ' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{#
    A total of a year: nothing where nobody came, unknown where some work's time,
    counted by `<missing>_missing_count`, is.
#}
{% macro known_total(name, missing) -%}
    {%- if missing -%}
    case
            when coalesce(totals.{{ missing }}_missing_count, 0) = 0
                then coalesce(totals.{{ name }}, 0)
        end
    {%- else -%}
    coalesce(totals.{{ name }}, 0)
    {%- endif -%}
{%- endmacro %}
