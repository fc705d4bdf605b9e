{# Words that the rules of costs share, each said once (method §8). #}

{# Nobody works there: the time of such an interaction is the customer's. #}
{% macro is_unattended(interaction) -%}
    {{ interaction }}.channel in ('ivr', 'bot', 'web_selfcare', 'app_selfcare')
{%- endmacro %}

{# What a price can be for, as texts; support_level beside them is a number. #}
{% macro scope_texts() %}
    {{ return([
        'partner_name', 'site_name', 'team_name', 'channel', 'language'
    ]) }}
{% endmacro %}

{# How many keys a line of a cost file has: of those that fit the most wins. #}
{% macro key_count(line) -%}
    {% for name in scope_texts() + ['support_level', 'hours'] -%}
    case when {{ line }}.{{ name }} is null then 0 else 1 end
    {%- if not loop.last %}
    + {% endif %}
    {%- endfor %}
{%- endmacro %}

{# A line's empty keys fit anything; the others what they say. #}
{% macro fits_scope(line, scope) -%}
    {% for name in scope_texts() + ['support_level', 'hours_segment'] -%}
    (
        {{ line }}.{{ name }} is null
        or {{ line }}.{{ name }} = {{ scope }}.{{ name }}
    )
    {%- if not loop.last %}
    and {% endif %}
    {%- endfor %}
{%- endmacro %}

{# The same keys, day and piece of the week. #}
{% macro same_scope(one, other) -%}
    {% for name in scope_texts() + ['support_level', 'hours_segment', 'local_date'] -%}
    {{ one }}.{{ name }} = {{ other }}.{{ name }}
    {%- if not loop.last %}
    and {% endif %}
    {%- endfor %}
{%- endmacro %}
