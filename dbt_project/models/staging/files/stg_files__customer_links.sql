-- Accounts that are probably one person, as the latest load of their source found
-- them: each load compares all customers anew, so earlier pairs no longer count.
-- A load without any pair has deliveries only, and says that there is none.

with

customer_links as (

    select * from {{ source('raw', 'customer_links') }}

),

deliveries as (

    select * from {{ source('raw', 'deliveries') }}

),

latest_loads as (

    select
        source_name,
        max(loaded_at) as loaded_at

    from deliveries
    group by source_name

),

latest as (

    select
        customer_links.source_name,
        customer_links.left_account_key,
        customer_links.right_account_key,
        customer_links.match_probability

    from customer_links
    inner join latest_loads
        on
            customer_links.source_name = latest_loads.source_name
            and customer_links.loaded_at = latest_loads.loaded_at

)

select * from latest
