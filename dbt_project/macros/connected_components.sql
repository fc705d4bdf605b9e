{#
    Connected components as common table expressions, by alternating large-star
    and small-star (Kiveris et al. 2014, "Connected Components in MapReduce and
    Beyond"): every round hangs nodes on smaller ones without losing a
    connection, until each component is a star around its least node. Twenty
    rounds settle a chain of a million; a test sees that they did. Most components
    are a few nodes: those that are stars after `early` rounds are set aside, and
    the other rounds see the rest only.

    `edges` names a CTE with left_number and right_number. The last CTE,
    `components`, has one row per node that is not the least of its component:
    node_number, root_number.
#}
{% macro connected_components(edges, rounds=20, early=2) %}
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

    from {{ 'unsettled' if round == early + 1 else 'round_' ~ (round - 1) }}
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

{% if round == early %}
-- A star is apart from all else when its centre hangs on nothing, and its leaves on
-- nothing but it and hold nothing.
settling as (

    select
        upper_number,
        lower_number,
        bool_or(is_open) over (partition by lower_number) as is_open

    from (
        select
            edges.upper_number,
            edges.lower_number,
            centres.node is not null
            or leaves.node is not null
            or count(*) over (partition by edges.upper_number) > 1 as is_open

        from round_{{ round }} as edges
        left join (
            select distinct lower_number as node from round_{{ round }}
        ) as centres
            on edges.upper_number = centres.node
        left join (
            select distinct upper_number as node from round_{{ round }}
        ) as leaves
            on edges.lower_number = leaves.node
    ) as judged

),

unsettled as (

    select
        upper_number,
        lower_number

    from settling
    where is_open

),

{% endif %}
{% endfor %}
components as (

    select
        upper_number as node_number,
        lower_number as root_number

    from settling
    where not is_open

    union all

    select
        upper_number as node_number,
        lower_number as root_number

    from round_{{ rounds }}

)
{% endmacro %}
