{# What reason_quality counts, each by one query of a union. #}
{% macro quality_count_names() %}
    {{ return([
        'contact_count', 'unqualified_contact_count',
        'predicted_contact_count',
        'coded_interaction_count', 'unmapped_interaction_count',
        'coded_thread_count', 'recoded_thread_count',
        'appeared_code_count', 'vanished_code_count',
    ]) }}
{% endmacro %}

{# The columns of one query: its own counts, and 0 for those of the others. #}
{% macro quality_counts(counts) -%}
    {%- for name in quality_count_names() -%}
    {{ counts.get(name, '0') }} as {{ name }}
    {%- if not loop.last %}, {% endif -%}
    {%- endfor -%}
{%- endmacro %}
