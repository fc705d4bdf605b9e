-- What is known of each customer beyond contacts: how many identifiers of each
-- type, and the segment and type of the customer files: of the rows that say one
-- that of the row valid last, else delivered last, so that a file without segments
-- takes none away. Customers that only a file knows are here too: their id is the
-- hash of their first row.

{# `all` stands for every segment together, so it is none of its own. #}
{% set told = {
    'segment': "nullif(customer_rows.customer_segment, 'all')",
    'type': 'customer_rows.customer_type',
} %}
{% set types = ['account', 'email', 'phone', 'device', 'social', 'order'] %}

with

customers as (

    select * from {{ ref('int_customers_joined') }}

),

identifiers as (

    select * from {{ ref('int_identifiers_used') }}

),

interactions as (

    select * from {{ ref('int_interactions_identified') }}

),

customer_rows as (

    select * from {{ ref('stg_files__customers') }}

),

rules as (

    select
        customer_number,
        bool_or(identity_rule = 'account')
            as has_account,
        bool_or(identity_rule = 'ambiguous')
            as is_ambiguous

    from customers
    group by customer_number

),

identifiers_of_customers as (

    select distinct
        customers.customer_number,
        identifiers.identifier_type,
        identifiers.identifier_key

    from customers
    inner join identifiers
        on customers.carrier_id = identifiers.carrier_id

),

identifiers_counted as (

    select
        {% for type in types %}
        count(case when identifier_type = '{{ type }}' then 1 end)
            as {{ type }}_count,
        {% endfor %}
        customer_number

    from identifiers_of_customers
    group by customer_number

),

named_by_interaction as (

    select distinct
        customer_number,
        customer_id

    from interactions
    where customer_number is not null

),

rows_ranked as (

    select
        customers.customer_number,
        {% for what, word in told.items() %}
        {{ word }} as customer_{{ what }},
        row_number() over (
            partition by customers.customer_number
            order by
                case
                    when {{ word }} is null then 1 else 0
                end asc,
                customer_rows.valid_from desc nulls last,
                customer_rows.delivered_at desc nulls last,
                customer_rows.modified_at desc nulls last,
                customer_rows.customer_row_id asc
        ) as {{ what }}_rank,
        {% endfor %}
        customer_rows.customer_row_id

    from customers
    inner join customer_rows
        on customers.carrier_id = customer_rows.customer_row_id

),

rows_told as (

    select
        customer_number,
        {% for what in told %}
        max(case when {{ what }}_rank = 1 then customer_{{ what }} end)
            as customer_{{ what }},
        {% endfor %}
        min(customer_row_id) as first_row_id

    from rows_ranked
    group by customer_number

),

described as (

    select
        rules.customer_number,
        coalesce(
            named_by_interaction.customer_id,
            {{ short_id('rows_told.first_row_id') }}
        ) as customer_id,
        case
            when rules.has_account then 'account'
            when rules.is_ambiguous then 'ambiguous'
            else 'standalone'
        end as identity_rule,
        rows_told.customer_segment,
        rows_told.customer_type,
        identifiers_counted.account_count,
        identifiers_counted.email_count,
        identifiers_counted.phone_count,
        identifiers_counted.device_count,
        identifiers_counted.social_count,
        identifiers_counted.order_count

    from rules
    inner join identifiers_counted
        on rules.customer_number = identifiers_counted.customer_number
    left join named_by_interaction
        on rules.customer_number = named_by_interaction.customer_number
    left join rows_told
        on rules.customer_number = rows_told.customer_number

)

select * from described
