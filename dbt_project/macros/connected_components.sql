{#
    Connected components as common table expressions, by alternating large-star
    and small-star (Kiveris et al. 2014, "Connected Components in MapReduce and
    Beyond"): every round hangs nodes on smaller ones without losing a
    connection, until each component is a star around its least node. Twenty
    rounds settle a chain of a million; `is_a_star` tests that they did.

    `edges` names a CTE with left_number and right_number. The last CTE,
    `components`, has one row per node that is not the least of its component:
    node_number, root_number.
#}
{% macro connected_components(edges, rounds=20) %}
round_0 as (

    select distinct
        greatest(left_number, right_number) as upper_number,
        least(left_number, right_number) as lower_number

    from {{ edges }}
    where left_number <> right_number

),

{% for round in range(1, rounds + 1) %}
directed_{{ round }} as (

    select
        case when sides.is_up then upper_number else lower_number end as node,
        case when sides.is_up then lower_number else upper_number end as neighbour

    from round_{{ round - 1 }}
    cross join (values (true), (false)) as sides (is_up)

),

large_star_{{ round }} as (

    select distinct
        neighbour as upper_number,
        least_number as lower_number

    from (
        select
            node,
            neighbour,
            least(node, min(neighbour) over (partition by node)) as least_number

        from directed_{{ round }}
    ) as stars
    where neighbour > node

),

round_{{ round }} as (

    select distinct
        case when sides.is_self then upper_number else lower_number end as upper_number,
        least_number as lower_number

    from (
        select
            upper_number,
            lower_number,
            min(lower_number) over (partition by upper_number) as least_number

        from large_star_{{ round }}
    ) as stars
    cross join (values (true), (false)) as sides (is_self)
    where sides.is_self or lower_number > least_number

),

{% endfor %}
components as (

    select
        upper_number as node_number,
        lower_number as root_number

    from round_{{ rounds }}

)
{% endmacro %}
