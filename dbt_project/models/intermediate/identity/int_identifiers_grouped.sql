-- Uses of identifiers by interactions, those that a customer file names together,
-- or whose accounts its names link, as one group: what it says has no date, so they
-- were never apart.

with

tied as (

    select
        *,
        dense_rank() over (
            order by customer_number, identifier_number
        ) as node_number

    from {{ ref('int_identifiers_tied') }}

),

linked as (

    select * from {{ ref('int_customers_linked') }}

),

nodes as (

    select distinct
        customer_number,
        identifier_number,
        node_number

    from tied

),

never_apart as (

    select
        node_number as right_number,
        min(node_number) over (partition by carrier_id) as left_number

    from tied
    where used_second is null

    union all

    select
        right_nodes.node_number as right_number,
        left_nodes.node_number as left_number

    from linked
    inner join nodes as left_nodes
        on linked.left_number = left_nodes.identifier_number
    inner join nodes as right_nodes
        on
            linked.right_number = right_nodes.identifier_number
            and left_nodes.customer_number = right_nodes.customer_number

),

{{ connected_components('never_apart') }},

grouped as (

    select
        tied.customer_number,
        tied.carrier_id,
        tied.carrier_rank,
        tied.used_second,
        tied.identifier_type,
        coalesce(components.root_number, tied.node_number) as group_number

    from tied
    left join components
        on tied.node_number = components.node_number
    where tied.used_second is not null

)

select * from grouped
