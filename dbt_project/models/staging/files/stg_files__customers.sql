-- The latest version of each customer: the one valid last, then the one
-- delivered last.

with

customers as (

    select * from {{ source('raw', 'customers') }}

),

versions as (

    select
        *,
        row_number() over (
            partition by source_name, account_key
            order by
                version_number desc nulls last,
                valid_from desc nulls last,
                delivered_at desc nulls last,
                modified_at desc nulls last,
                delivery_id desc nulls last,
                source_row desc nulls last
        ) as version_rank

    from customers

),

latest as (

    select
        source_name || ':' || account_key as customer_row_id,
        source_name,
        account_key,
        delivery_id,
        customer_segment,
        customer_type,
        source_row,
        yearly_revenue_amount,
        started_on,
        departed_on,
        valid_from,
        cast(delivered_at as timestamp) as delivered_at,
        cast(modified_at as timestamp) as modified_at,
        cast(loaded_at as timestamp) as loaded_at

    from versions
    where version_rank = 1

)

select * from latest
