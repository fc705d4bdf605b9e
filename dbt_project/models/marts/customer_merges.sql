with

merged as (

    select * from {{ ref('int_customers_merged') }}

),

parts as (

    select * from {{ ref('int_identifiers_parted') }}

),

customers as (

    select * from {{ ref('int_customers_described') }}

),

interactions as (

    select * from {{ ref('int_interactions_costed') }}

),

tickets as (

    select * from {{ ref('tickets') }}

),

moved_carriers as (

    select distinct
        merged.part_number,
        parts.carrier_id

    from merged
    inner join parts
        on merged.part_number = parts.part_number
    where parts.carrier_rank < merged.joining_rank

),

moved as (

    select
        moved_carriers.part_number,
        count(*) as moved_interaction_count,
        count(distinct interactions.ticket_id) as moved_ticket_count,
        count(distinct date_trunc('month', tickets.local_date))
            as moved_month_count,
        cast(date_trunc('month', min(tickets.local_date)) as date)
            as first_moved_month_on,
        cast(date_trunc('month', max(tickets.local_date)) as date)
            as last_moved_month_on

    from moved_carriers
    inner join interactions
        on moved_carriers.carrier_id = interactions.interaction_id
    left join tickets
        on interactions.ticket_id = tickets.ticket_id
    group by moved_carriers.part_number

),

published as (

    select
        {{ short_id('merged.first_carrier_id') }} as from_customer_id,
        customers.customer_id as into_customer_id,
        {{ timestamp_of('merged.merged_second') }} as merged_at,
        joining.local_date as merged_date,
        joining.interaction_id,
        joining.source_name,
        merged.from_identifier_type,
        merged.into_identifier_type,
        moved.moved_interaction_count,
        moved.moved_ticket_count,
        moved.moved_month_count,
        moved.first_moved_month_on,
        moved.last_moved_month_on

    from merged
    inner join customers
        on merged.customer_number = customers.customer_number
    inner join interactions as joining
        on merged.joining_carrier_id = joining.interaction_id
    inner join moved
        on merged.part_number = moved.part_number

)

select * from published
