{# What was counted, per 1,000 of the activity; null where there is none. #}
{% macro per_thousand(what, per) -%}
    1000 * coalesce(counted.{{ what }}_count, 0)
    / nullif(cast(activity.{{ per }} as double), 0)
{%- endmacro %}

{#
    One end of the interval of the mean over active customers, m of them, on the
    log scale; z below 0 gives the lower one. Where nothing was seen it runs from
    0 to 3/m. One customer alone tells of no spread: what they did has no interval.
    Nor has it where more came than were active: one of the two numbers is wrong, or
    contacts without customer, each one of its own here, are a few customers' many.
#}
{% macro per_thousand_end(what, z) -%}
    {% set customers = 'cast(nullif(activity.active_customer_count, 0) as double)' %}
    {% set seen = 'cast(nullif(counted.' ~ what ~ '_count, 0) as double)' %}
    case
        when counted.customer_count > activity.active_customer_count then null
        when coalesce(counted.{{ what }}_count, 0) = 0
            then {{ '1000 * 3' if z > 0 else '0 ' }} / {{ customers }}
        else
            1000 * {{ seen }} / {{ customers }} * exp({{ z }} * sqrt(greatest(
                counted.{{ what }}_squared / ({{ seen }} * {{ seen }})
                - 1 / {{ customers }},
                0
            ) * {{ customers }} / nullif({{ customers }} - 1, 0)))
    end
{%- endmacro %}
