-- What customer files tell of each account of a customer, whichever file tells it:
-- an account that two files name is one. It brings what the row valid last, then
-- delivered last, says of those that say anything; it was closed on the last day
-- that a row names.

with

customers as (

    select * from {{ ref('int_customers_joined') }}

),

customer_rows as (

    select * from {{ ref('stg_files__customers') }}

),

ranked as (

    select
        customers.customer_number,
        customer_rows.account_key,
        customer_rows.departed_on,
        customer_rows.yearly_revenue_amount,
        row_number() over (
            partition by customers.customer_number, customer_rows.account_key
            order by
                case
                    when customer_rows.yearly_revenue_amount is not null
                        then 0
                    else 1
                end asc,
                customer_rows.valid_from desc nulls last,
                customer_rows.delivered_at desc nulls last,
                customer_rows.modified_at desc nulls last,
                customer_rows.customer_row_id asc
        ) as revenue_rank

    from customers
    inner join customer_rows
        on customers.carrier_id = customer_rows.customer_row_id

),

valued as (

    select
        customer_number,
        account_key,
        max(departed_on) as departed_on,
        max(case when revenue_rank = 1 then yearly_revenue_amount end)
            as yearly_revenue_amount

    from ranked
    group by customer_number, account_key

)

select * from valued
