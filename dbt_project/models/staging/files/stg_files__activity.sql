-- The latest version of each month's active customers and orders, by segment.
-- A line without a segment is one of all.

with

activity as (

    select * from {{ source('raw', 'activity') }}

),

versions as (

    select
        *,
        row_number() over (
            partition by
                source_name,
                month_started_on,
                coalesce(customer_segment, 'all')
            order by
                version_number desc nulls last,
                delivered_at desc nulls last,
                modified_at desc nulls last,
                delivery_id desc nulls last,
                source_row desc nulls last
        ) as version_rank

    from activity

),

latest as (

    select
        source_name,
        coalesce(customer_segment, 'all') as customer_segment,
        active_customer_count,
        order_count,
        month_started_on,
        cast(loaded_at as timestamp) as loaded_at

    from versions
    where version_rank = 1

)

select * from latest
