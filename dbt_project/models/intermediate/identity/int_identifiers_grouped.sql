-- Uses of identifiers by interactions, those that a customer file names together
-- as one group: what it says has no date, so they were never apart.

with

tied as (

    select
        *,
        dense_rank() over (
            order by customer_number, identifier_number
        ) as node_number

    from {{ ref('int_identifiers_tied') }}

),

named_in_files as (

    select
        node_number as right_number,
        min(node_number) over (partition by carrier_id) as left_number

    from tied
    where used_second is null

),

{{ connected_components('named_in_files') }},

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
