{#
    How a window is advised (method §7): the base rate is that of days after
    `near_days`, to `far_days`; what earlier days have above it is the excess.
    `resamples` bootstraps give the range, of which `tail` are left out at either
    end. Up to `most_customers` each customer is resampled on their own.
#}
{% macro advice() %}
    {{ return({
        'near_days': 45,
        'far_days': 90,
        'middle_day': 67,
        'share_of_excess': 0.95,
        'least_excess': 0.01,
        'fall': 1.2,
        'resamples': 200,
        'tail': 5,
        'most_customers': 1000,
    }) }}
{% endmacro %}

{#
    How often a resample draws what these 4 hex digits stand for: Poisson's law
    of mean 1, whose cumulated chances are cut to 16 bits.
#}
{% macro poisson_weight(digits) -%}
    case
        {% for limit in ['5e2d', 'bc5b', 'eb71', 'fb24', 'ff10', 'ffd9', 'fffb'] %}
        when {{ digits }} < '{{ limit }}' then {{ loop.index0 }}
        {% endfor %}
        else 7
    end
{%- endmacro %}
