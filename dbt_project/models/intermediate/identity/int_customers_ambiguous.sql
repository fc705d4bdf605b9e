-- What is ambiguous: a component without account beside each of the customers
-- that it would have joined, with the identifiers they have in common.

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

customers as (

    select * from {{ ref('int_customers_joined') }}
    where identity_rule = 'ambiguous'

),

ambiguous_uses as (

    select
        customers.customer_number,
        customers.carrier_id,
        standalone.identifier_number

    from customers
    inner join standalone
        on customers.carrier_id = standalone.carrier_id

),

customers_of_identifiers as (

    select distinct
        identifiers.identifier_number,
        identifiers.identifier_type,
        account_carriers.customer_number

    from identifiers
    inner join account_carriers
        on identifiers.carrier_id = account_carriers.carrier_id
    where identifiers.identifier_type <> 'account'

),

touching as (

    select
        ambiguous_uses.customer_number,
        customers_of_identifiers.customer_number as touched_customer_number,
        count(distinct customers_of_identifiers.identifier_number)
            as shared_identifier_count,
        min(customers_of_identifiers.identifier_type) as identifier_type,
        count(distinct ambiguous_uses.carrier_id) as shared_carrier_count

    from ambiguous_uses
    inner join customers_of_identifiers
        on
            ambiguous_uses.identifier_number
            = customers_of_identifiers.identifier_number
    group by
        ambiguous_uses.customer_number,
        customers_of_identifiers.customer_number

)

select * from touching
