{#
    Full-time posts (FTE, in French ETP) that yearly hours of work are: hours over
    annual hours, less shrinkage, at the occupancy that is kept. Annual hours such
    as the French 1 607 exclude leave already, so shrinkage must not hold it a
    second time. Hours of part of a year give part of the posts: they add up.
#}
{% macro fte(hours, annual_hours, shrinkage_without_leave, occupancy) -%}
    {{ hours }} / (
        {{ annual_hours }} * (1 - {{ shrinkage_without_leave }}) * {{ occupancy }}
    )
{%- endmacro %}
