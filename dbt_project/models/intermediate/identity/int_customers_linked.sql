-- Pairs of accounts that a customer file's names say are probably one person, by
-- the numbers of this build. A pair counts only where both accounts are carried by
-- something, and neither is ignored.

with

customer_links as (

    select * from {{ ref('stg_files__customer_links') }}

),

identifiers as (

    select * from {{ ref('int_identifiers_used') }}

),

accounts as (

    select distinct
        identifier_key,
        identifier_number

    from identifiers
    where identifier_type = 'account'

),

linked as (

    select
        left_accounts.identifier_number as left_number,
        right_accounts.identifier_number as right_number,
        max(customer_links.match_probability) as match_probability

    from customer_links
    inner join accounts as left_accounts
        on customer_links.left_account_key = left_accounts.identifier_key
    inner join accounts as right_accounts
        on customer_links.right_account_key = right_accounts.identifier_key
    group by left_accounts.identifier_number, right_accounts.identifier_number

)

select * from linked
