-- When a customer left, by the customer files: on the last departed_on of its
-- rows, from the local midnight that starts the day to the one that ends it; no
-- file tells the hour. One row without such a day, and the customer is still
-- there under that account.

with

customers as (

    select * from {{ ref('int_customers_joined') }}

),

customer_rows as (

    select * from {{ ref('stg_files__customers') }}

),

calendar_segments as (

    select * from {{ ref('stg_workspace__calendar_segments') }}

),

last_days as (

    select
        customers.customer_number,
        max(customer_rows.departed_on) as departed_on

    from customers
    inner join customer_rows
        on customers.carrier_id = customer_rows.customer_row_id
    group by customers.customer_number
    having count(*) = count(customer_rows.departed_on)

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
