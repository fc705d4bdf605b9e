-- When the parts of a customer became one, read again in order of time: of two
-- parts that an interaction joins, each grown by what had joined it before, the
-- one with the later first interaction gives up its id.

with

parts as (

    select * from {{ ref('int_identifiers_parted') }}

),

parts_of_carriers as (

    select
        customer_number,
        carrier_id,
        carrier_rank,
        used_second,
        part_number,
        min(identifier_type) as identifier_type,
        min(part_number) over (partition by carrier_id) as eldest_number

    from parts
    group by
        customer_number, carrier_id, carrier_rank, used_second, part_number

),

joining as (

    select
        *,
        row_number() over (
            partition by eldest_number, part_number
            order by carrier_rank
        ) as join_rank

    from parts_of_carriers
    where part_number > eldest_number

),

joins as (

    select
        customer_number,
        carrier_id,
        carrier_rank,
        used_second,
        part_number,
        eldest_number,
        row_number() over (
            order by customer_number, carrier_rank, part_number
        ) as join_number

    from joining
    where join_rank = 1

),

{{ given_up('joins') }},

first_carriers as (

    select
        part_number,
        carrier_id,
        row_number() over (
            partition by part_number
            order by carrier_rank
        ) as position_number

    from parts_of_carriers

),

merged as (

    select
        joins.customer_number,
        joins.carrier_id as joining_carrier_id,
        joins.carrier_rank as joining_rank,
        joins.used_second as merged_second,
        given_up.part_number,
        first_carriers.carrier_id as first_carrier_id,
        own_sides.identifier_type as from_identifier_type,
        other_sides.identifier_type as into_identifier_type

    from given_up
    inner join joins
        on given_up.join_number = joins.join_number
    inner join first_carriers
        on
            given_up.part_number = first_carriers.part_number
            and first_carriers.position_number = 1
    inner join parts_of_carriers as own_sides
        on
            joins.carrier_id = own_sides.carrier_id
            and given_up.own_side_number = own_sides.part_number
    inner join parts_of_carriers as other_sides
        on
            joins.carrier_id = other_sides.carrier_id
            and given_up.other_side_number = other_sides.part_number

)

select * from merged
