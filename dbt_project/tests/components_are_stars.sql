-- The last round of connected_components changed nothing: no root hangs on
-- another, so carriers that share a usable identifier share a customer.
-- Accounts that name the same account, and whatever has none and shares any
-- identifier, must agree.

with

identifiers as (

    select * from {{ ref('int_identifiers_used') }}

),

accounts as (

    select * from {{ ref('int_customers_accounts') }}

),

standalone as (

    select * from {{ ref('int_customers_standalone') }}

),

split_accounts as (

    select identifiers.identifier_number

    from identifiers
    inner join accounts
        on identifiers.carrier_id = accounts.carrier_id
    where identifiers.identifier_type = 'account'
    group by identifiers.identifier_number
    having count(distinct accounts.customer_number) > 1

),

split_components as (

    select identifier_number

    from standalone
    group by identifier_number
    having count(distinct component_number) > 1

)

select * from split_accounts
union all
select * from split_components
