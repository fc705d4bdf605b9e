-- Tariffs and their steps: lines of one scope and validity are the steps of one
-- tariff. A step ends where the next begins.

with

partner_tariffs as (

    select * from {{ ref('stg_workspace__partner_tariffs') }}

),

numbered as (

    select
        *,
        dense_rank() over (
            order by
                {% for name in scope_texts() + ['hours'] %}
                coalesce({{ name }}, '') asc,
                {% endfor %}
                coalesce(support_level, 0) asc,
                valid_from asc
        ) as tariff_number

    from partner_tariffs

),

listed as (

    select
        numbered.*,
        lead(numbered.from_volume) over (
            partition by numbered.tariff_number order by numbered.from_volume
        ) as next_volume

    from numbered

)

select * from listed
