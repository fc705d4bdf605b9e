-- How many customers were active and how many orders came, by month and segment.
-- Sources add up (brands count apart). `all` is what a file says of all, and
-- where no file does, the sum of its segments. Orders add up only where each line
-- tells them: contacts are of all, and orders of a part would make them many.

with

activity as (

    select * from {{ ref('stg_files__activity') }}

),

by_source as (

    select
        source_name,
        month_started_on,
        bool_or(customer_segment = 'all') as has_all

    from activity
    group by source_name, month_started_on

),

lines as (

    select
        month_started_on,
        customer_segment,
        active_customer_count,
        order_count

    from activity
    union all
    select
        activity.month_started_on,
        'all' as customer_segment,
        activity.active_customer_count,
        activity.order_count

    from activity
    inner join by_source
        on
            activity.source_name = by_source.source_name
            and activity.month_started_on = by_source.month_started_on
    where not by_source.has_all

),

counted as (

    select
        month_started_on,
        customer_segment,
        cast(sum(active_customer_count) as bigint) as active_customer_count,
        case
            when count(*) = count(order_count)
                then cast(sum(order_count) as bigint)
        end as order_count

    from lines
    group by month_started_on, customer_segment

)

select * from counted
