-- Step 3 of identity: a component without account joins the one account
-- component it touches; touching several, it stays a customer of its own,
-- listed as ambiguous. No order in it: the same data give the same customers.

with

identifiers as (

    select * from {{ ref('int_identifiers_used') }}

),

account_carriers as (

    select * from {{ ref('int_customers_accounts') }}

),

standalone as (

    select * from {{ ref('int_customers_standalone') }}

),

customers_of_identifiers as (

    select distinct
        identifiers.identifier_number,
        account_carriers.customer_number

    from identifiers
    inner join account_carriers
        on identifiers.carrier_id = account_carriers.carrier_id
    where identifiers.identifier_type <> 'account'

),

touched as (

    select
        standalone.component_number,
        count(distinct customers_of_identifiers.customer_number)
            as touched_customer_count,
        min(customers_of_identifiers.customer_number) as customer_number

    from standalone
    left join customers_of_identifiers
        on
            standalone.identifier_number
            = customers_of_identifiers.identifier_number
    group by standalone.component_number

),

joined as (

    select
        carrier_id,
        customer_number,
        'account' as identity_rule

    from account_carriers

    union all

    select distinct
        standalone.carrier_id,
        case
            when touched.touched_customer_count = 1
                then touched.customer_number
            else standalone.component_number
        end as customer_number,
        case
            when touched.touched_customer_count = 0 then 'standalone'
            when touched.touched_customer_count = 1 then 'matched'
            else 'ambiguous'
        end as identity_rule

    from standalone
    inner join touched
        on standalone.component_number = touched.component_number

)

select * from joined
