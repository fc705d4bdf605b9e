-- When a customer left, by the customer files: on the last departed_on of their
-- accounts, from the local midnight that starts the day to the one that ends it;
-- no file tells the hour. One account without such a day in any file, and the
-- customer is still there under it.

with

accounts as (

    select * from {{ ref('int_accounts_valued') }}

),

calendar_segments as (

    select * from {{ ref('stg_workspace__calendar_segments') }}

),

last_days as (

    select
        customer_number,
        max(departed_on) as departed_on

    from accounts
    group by customer_number
    having count(*) = count(departed_on)

),

departed as (

    select
        last_days.customer_number,
        min({{ epoch_seconds('calendar_segments.starts_at') }})
            as departed_second,
        max({{ epoch_seconds('calendar_segments.ends_at') }})
            as departed_until_second

    from last_days
    inner join calendar_segments
        on last_days.departed_on = calendar_segments.local_date
    group by last_days.customer_number

)

select * from departed
