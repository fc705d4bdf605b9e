-- What a customer brings in a year: the sum of their accounts, as far as a
-- customer file tells it.

with

accounts as (

    select * from {{ ref('int_accounts_valued') }}

),

valued as (

    select
        customer_number,
        sum(yearly_revenue_amount) as yearly_revenue_amount

    from accounts
    where yearly_revenue_amount is not null
    group by customer_number

)

select * from valued
