-- The lines of the four files of costs in one shape: what each is for and on
-- which days. Posts (fte_parameters) are of people in the house.

{% set null_keys = ['channel', 'language', 'hours'] %}
{% set files = [
    'cost_rates', 'partner_tariffs', 'cost_ledger', 'fte_parameters'
] %}

with

{% for file in files %}
{{ file }} as (

    select * from {{ ref('stg_workspace__' ~ file) }}

),

{% endfor %}

listed as (

    {% for file in ['cost_rates', 'partner_tariffs'] %}
    select
        '{{ file }}.csv' as file_name,
        line_number,
        cast(null as varchar) as category,
        {% for name in scope_texts() + ['hours'] %}
        {{ name }},
        {% endfor %}
        support_level,
        false as is_in_house,
        false as is_of_nothing,
        valid_from,
        valid_to

    from {{ file }}
    union all
    {% endfor %}
    select
        'cost_ledger.csv' as file_name,
        line_number,
        category,
        {% for name in scope_texts() + ['hours'] %}
        {{ name }},
        {% endfor %}
        support_level,
        false as is_in_house,
        amount = 0 as is_of_nothing,
        month_started_on as valid_from,
        cast(month_started_on + interval '1' month as date) as valid_to

    from cost_ledger
    union all
    select
        'fte_parameters.csv' as file_name,
        line_number,
        cast(null as varchar) as category,
        cast(null as varchar) as partner_name,
        site_name,
        team_name,
        {% for name in null_keys %}
        cast(null as varchar) as {{ name }},
        {% endfor %}
        cast(null as bigint) as support_level,
        true as is_in_house,
        false as is_of_nothing,
        valid_from,
        valid_to

    from fte_parameters

)

select * from listed
