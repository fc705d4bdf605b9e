-- Identifiers of the latest version only: a correction may take one back.

with

customer_identifiers as (

    select * from {{ source('raw', 'customer_identifiers') }}

),

customers as (

    select * from {{ ref('stg_files__customers') }}

),

of_latest_version as (

    select distinct
        customers.customer_row_id,
        customer_identifiers.identifier_type,
        customer_identifiers.identifier_key

    from customer_identifiers
    inner join customers
        on
            customer_identifiers.source_name = customers.source_name
            and customer_identifiers.account_key = customers.account_key
            and customer_identifiers.delivery_id = customers.delivery_id
            and customer_identifiers.source_row = customers.source_row

)

select * from of_latest_version
