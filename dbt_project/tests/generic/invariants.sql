{# The few generic tests the project needs, its own: no package to fetch. #}

{# No two rows share these columns; nulls count as equal. #}
{% test unique_together(model, columns) %}
select {{ columns | join(', ') }}
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1
{% endtest %}

{# Every row of the step before is here, once. #}
{% test no_row_lost_or_doubled(model, compared_to, key='interaction_id') %}
select coalesce(here.{{ key }}, there.{{ key }}) as {{ key }}
from (
    select {{ key }}, count(*) as row_count from {{ model }} group by {{ key }}
) as here
full outer join {{ compared_to }} as there
    on here.{{ key }} = there.{{ key }}
where
    here.{{ key }} is null
    or there.{{ key }} is null
    or here.row_count > 1
{% endtest %}

{# Within one group there is one value at most. #}
{% test each_has_one(model, group_column, of_column) %}
select {{ group_column }}
from {{ model }}
where {{ group_column }} is not null
group by {{ group_column }}
having count(distinct {{ of_column }}) > 1
{% endtest %}

{# A figure of this table equals one of another. #}
{% test counts_agree(model, expression, other, other_expression) %}
select * from (
    select
        (select coalesce({{ expression }}, 0) from {{ model }}) as here,
        (select coalesce({{ other_expression }}, 0) from {{ other }}) as there
) as figures
where here <> there
{% endtest %}

{# The expression is true of every row. #}
{% test holds_everywhere(model, name, expression) %}
select * from {{ model }}
where not coalesce({{ expression }}, false)
{% endtest %}
