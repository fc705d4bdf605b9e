with

impossible as (

    select * from {{ ref('int_customers_impossible') }}

),

customers as (

    select * from {{ ref('int_customers_joined') }}

),

identifiers as (

    select * from {{ ref('int_identifiers_used') }}

),

interactions as (

    select * from {{ ref('int_interactions_costed') }}

),

carried as (

    select
        impossible.customer_number,
        identifiers.identifier_type,
        identifiers.identifier_key,
        count(*) as carrier_count,
        max(identifiers.used_second) as last_used_second,
        row_number() over (
            partition by impossible.customer_number
            order by
                count(*) desc,
                identifiers.identifier_type asc,
                identifiers.identifier_key asc
        ) as identifier_rank

    from impossible
    inner join customers
        on impossible.customer_number = customers.customer_number
    inner join identifiers
        on customers.carrier_id = identifiers.carrier_id
    group by
        impossible.customer_number,
        identifiers.identifier_type,
        identifiers.identifier_key

),

last_carriers as (

    select
        carried.customer_number,
        max(identifiers.carrier_id) as last_interaction_id

    from carried
    inner join identifiers
        on
            carried.identifier_type = identifiers.identifier_type
            and carried.identifier_key = identifiers.identifier_key
            and carried.last_used_second = identifiers.used_second
    where carried.identifier_rank = 1
    group by carried.customer_number

),

counted as (

    select
        customer_number,
        count(*) as interaction_count,
        count(distinct ticket_id) as ticket_count

    from interactions
    group by customer_number

),

published as (

    select
        row_number() over (
            order by
                impossible.contact_count desc,
                impossible.account_count desc,
                impossible.customer_id asc
        ) as position_number,
        impossible.customer_id,
        impossible.impossible_rule,
        impossible.account_count,
        impossible.contact_count,
        impossible.max_daily_contact_count,
        impossible.max_monthly_contact_count,
        coalesce(counted.interaction_count, 0) as interaction_count,
        coalesce(counted.ticket_count, 0) as ticket_count,
        carried.identifier_type,
        carried.identifier_key,
        carried.carrier_count,
        last_carriers.last_interaction_id

    from impossible
    inner join carried
        on
            impossible.customer_number = carried.customer_number
            and carried.identifier_rank = 1
    left join last_carriers
        on impossible.customer_number = last_carriers.customer_number
    left join counted
        on impossible.customer_number = counted.customer_number

)

select * from published
