-- Which identifiers hold each customer together, use by use. Of what names an
-- account these are its accounts, and its e-mails (not where the unit is the
-- account); of what names none, all. A customer without account that joined one
-- hangs on its first user among what names an account.
--
-- carrier_rank is the order of time within the customer, by which the first
-- interaction gives the customer its id; rows of customer files come before all,
-- since what they say has no date.

with

customers as (

    select * from {{ ref('int_customers_joined') }}

),

identifiers as (

    select * from {{ ref('int_identifiers_used') }}

),

settings as (

    select * from {{ ref('stg_workspace__settings') }}

),

carried as (

    select
        customers.customer_number,
        customers.carrier_id,
        identifiers.identifier_number,
        identifiers.identifier_type,
        identifiers.used_second,
        customers.identity_rule = 'account' as names_account,
        customers.identity_rule <> 'account'
        or identifiers.identifier_type = 'account'
        or (
            identifiers.identifier_type = 'email'
            and settings.customer_unit = 'person'
        ) as is_tying,
        bool_or(customers.identity_rule = 'matched') over (
            partition by
                customers.customer_number, identifiers.identifier_number
        ) as is_matched_on,
        row_number() over (
            partition by
                customers.customer_number,
                identifiers.identifier_number,
                customers.identity_rule = 'account'
            order by
                identifiers.used_second asc nulls first,
                customers.carrier_id asc
        ) as use_rank

    from customers
    inner join identifiers
        on customers.carrier_id = identifiers.carrier_id
    cross join settings

),

tied as (

    select
        customer_number,
        carrier_id,
        identifier_number,
        identifier_type,
        used_second,
        dense_rank() over (
            partition by customer_number
            order by used_second asc nulls first, carrier_id asc
        ) as carrier_rank

    from carried
    where is_tying or (names_account and is_matched_on and use_rank = 1)

)

select * from tied
