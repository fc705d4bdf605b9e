-- Step 2 of identity: whatever has no account is tied by every identifier.

with

identifiers as (

    select * from {{ ref('int_identifiers_used') }}

),

account_carriers as (

    select * from {{ ref('int_customers_accounts') }}

),

without_account as (

    select
        identifiers.carrier_id,
        identifiers.identifier_number,
        min(identifiers.identifier_number) over (
            partition by identifiers.carrier_id
        ) as least_number

    from identifiers
    left join account_carriers
        on identifiers.carrier_id = account_carriers.carrier_id
    where account_carriers.carrier_id is null

),

edges as (

    select distinct
        least_number as left_number,
        identifier_number as right_number

    from without_account
    where least_number <> identifier_number

),

{{ connected_components('edges') }},

with_component as (

    select
        without_account.carrier_id,
        without_account.identifier_number,
        coalesce(components.root_number, without_account.least_number)
            as component_number

    from without_account
    left join components
        on without_account.least_number = components.node_number

)

select * from with_component
