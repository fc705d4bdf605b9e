-- The parts a customer began as. A group of identifiers that is first seen beside
-- one seen before belongs to its part from the start; one that is first seen
-- alone begins a part, which was a customer of its own until an interaction
-- joined it to another.
--
-- part_number numbers parts by their first interaction: a lower one is older.

with

identifiers_grouped as (

    select * from {{ ref('int_identifiers_grouped') }}

),

with_birth as (

    select
        *,
        min(carrier_rank) over (partition by group_number) as birth_rank

    from identifiers_grouped

),

aged as (

    select
        *,
        dense_rank() over (
            order by customer_number, birth_rank, group_number
        ) as age_number

    from with_birth

),

beside_eldest as (

    select
        carrier_rank,
        birth_rank,
        age_number as right_number,
        min(age_number) over (partition by carrier_id) as left_number

    from aged

),

born_beside as (

    select
        right_number,
        left_number

    from beside_eldest
    where carrier_rank = birth_rank

),

{{ connected_components('born_beside') }},

parted as (

    select distinct
        aged.customer_number,
        aged.carrier_id,
        aged.carrier_rank,
        aged.used_second,
        aged.identifier_type,
        coalesce(components.root_number, aged.age_number) as part_number

    from aged
    left join components
        on aged.age_number = components.node_number

)

select * from parted
