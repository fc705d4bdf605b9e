-- The scopes that interactions have: prices are looked up once for each, not for
-- each interaction.

with

measured as (

    select * from {{ ref('int_costs_measured') }}
    where local_date is not null

),

scopes as (

    select distinct
        {% for name in scope_texts() %}
        {{ name }},
        {% endfor %}
        support_level,
        hours_segment,
        local_date,
        month_started_on

    from measured

),

listed as (

    select
        row_number() over (
            order by
                local_date asc,
                {% for name in scope_texts() %}
                {{ name }} asc,
                {% endfor %}
                support_level asc,
                hours_segment asc
        ) as scope_number,
        *

    from scopes

)

select * from listed
