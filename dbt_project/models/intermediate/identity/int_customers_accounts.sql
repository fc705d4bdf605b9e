-- Step 1 of identity: accounts that one carrier names together, or that share
-- an e-mail, or that a customer file's names say are probably one person, are
-- one customer (accounts alone where customer_unit is account). A phone or a
-- device does not join accounts: households share them.

with

identifiers as (

    select * from {{ ref('int_identifiers_used') }}

),

linked as (

    select * from {{ ref('int_customers_linked') }}

),

settings as (

    select * from {{ ref('stg_workspace__settings') }}

),

account_carriers as (

    select
        carrier_id,
        min(identifier_number) as account_number

    from identifiers
    where identifier_type = 'account'
    group by carrier_id

),

edges as (

    select
        account_carriers.account_number as left_number,
        identifiers.identifier_number as right_number

    from account_carriers
    inner join identifiers
        on account_carriers.carrier_id = identifiers.carrier_id
    cross join settings
    where
        identifiers.identifier_type in ('account', 'email')
        and settings.customer_unit = 'person'

    union

    select
        linked.left_number,
        linked.right_number

    from linked
    cross join settings
    where settings.customer_unit = 'person'

),

{{ connected_components('edges') }},

with_customer as (

    select
        account_carriers.carrier_id,
        coalesce(components.root_number, account_carriers.account_number)
            as customer_number

    from account_carriers
    left join components
        on account_carriers.account_number = components.node_number

)

select * from with_customer
