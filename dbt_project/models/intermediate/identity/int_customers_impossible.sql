-- Customers that can be no person: identifiers collapsed, a test account or a
-- "0" that agents type. Nothing is cut for that, but they are named: on more
-- than max_group_size accounts, more than max_daily_contacts contacts on one
-- local day, or more than 100 in one local month. Equal is still possible.

{% set max_monthly_contacts = 100 %}

with

contacts as (

    select * from {{ ref('int_contacts_classified') }}
    where customer_number is not null

),

customers as (

    select * from {{ ref('int_customers_described') }}

),

settings as (

    select * from {{ ref('stg_workspace__settings') }}

),

by_day as (

    select
        customer_number,
        local_date,
        cast(date_trunc('month', local_date) as date) as month_started_on,
        count(*) as contact_count

    from contacts
    group by customer_number, local_date

),

by_month as (

    select
        customer_number,
        month_started_on,
        sum(contact_count) as contact_count,
        max(contact_count) as max_daily_contact_count

    from by_day
    group by customer_number, month_started_on

),

counted as (

    select
        customer_number,
        sum(contact_count) as contact_count,
        max(contact_count) as max_monthly_contact_count,
        max(max_daily_contact_count) as max_daily_contact_count

    from by_month
    group by customer_number

),

judged as (

    select
        customers.customer_number,
        customers.customer_id,
        customers.account_count,
        cast(coalesce(counted.contact_count, 0) as bigint) as contact_count,
        cast(coalesce(counted.max_monthly_contact_count, 0) as bigint)
            as max_monthly_contact_count,
        coalesce(counted.max_daily_contact_count, 0)
            as max_daily_contact_count,
        case
            when customers.account_count > settings.max_group_size
                then 'accounts'
            when counted.max_monthly_contact_count > {{ max_monthly_contacts }}
                then 'monthly_contacts'
            when counted.max_daily_contact_count > settings.max_daily_contacts
                then 'daily_contacts'
        end as impossible_rule

    from customers
    cross join settings
    left join counted
        on customers.customer_number = counted.customer_number

)

select * from judged
where impossible_rule is not null
