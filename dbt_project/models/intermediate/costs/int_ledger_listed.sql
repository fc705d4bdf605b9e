-- The ledger's lines, numbered in an order of their own, whatever the file's.

with

cost_ledger as (

    select * from {{ ref('stg_workspace__cost_ledger') }}

),

listed as (

    select
        *,
        row_number() over (
            order by
                month_started_on asc,
                category asc,
                {% for name in scope_texts() + ['hours'] %}
                coalesce({{ name }}, '') asc,
                {% endfor %}
                coalesce(support_level, 0) asc
        ) as ledger_number

    from cost_ledger

)

select * from listed
