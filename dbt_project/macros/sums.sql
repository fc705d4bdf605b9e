{#
    The sum of fractions, the same in whatever order an engine adds them: decimals
    add up exactly, binary fractions leave digits that are chance, and a figure
    that is rounded afterwards still falls on either side now and then. For amounts,
    hours, posts and shares; of squares of amounts there is no room for 18 decimals.
#}
{% macro exact_sum(figure, over='') -%}
    cast(
            sum(cast({{ figure }} as decimal(38, 18)))
            {{ over }} as double
        )
{%- endmacro %}
