-- A year of each customer and reason as int_what_if_customers has it, but of what
-- stands behind each contact that is seen. Of contacts beyond the expected ones, where
-- none is expected, or more than the estimate can tell, that is what it is of all.

{% set is_told = 'levers.expected_contacts between 1 and '
    ~ greatest_expected() %}
{% set factors = {
    'all': 'worked.contact_factor',
    'excess': 'case when ' ~ is_told
    ~ ' then worked.excess_factor else worked.contact_factor end',
    'first': 'worked.first_factor',
    'first_excess': 'worked.first_factor',
    'internal': 'worked.internal_factor',
} %}

with

levers as (

    select distinct
        covered_reason_id,
        expected_contacts

    from {{ ref('int_what_if_levers') }}
    where lever_end = 'middle'

),

worked as (

    select * from {{ ref('int_work_weighed') }}

),

year as (

    select distinct year_factor

    from {{ ref('int_calendar_yearly') }}
    where year_factor is not null

),

customers as (

    select
        levers.covered_reason_id,
        levers.expected_contacts,
        worked.estimate,
        worked.customer_id,
        {% for part, factor in factors.items() %}
        {% set condition, works = what_if_parts()[part] %}
        {% if part != 'internal' %}
        {{ exact_sum(
            'case when ' ~ condition ~ ' then worked.contact_count * '
            ~ factor ~ ' else 0 end'
        ) }} * max(year.year_factor) as {{ part }}_contacts,
        {{ exact_sum(
            'case when ' ~ condition ~ ' and worked.has_complete_cost'
            ~ ' then worked.contact_count * ' ~ factor ~ ' else 0 end'
        ) }} * max(year.year_factor) as {{ part }}_priced_contacts,
        {% endif %}
        {% for kind in ['hourly_amount', 'other_amount'] %}
        {{ exact_sum(
            'case when ' ~ condition ~ ' and worked.has_complete_cost then ('
            ~ what_if_work(works, kind) ~ ') * ' ~ factor ~ ' else 0 end'
        ) }} * max(year.year_factor) as {{ part }}_{{ kind }},
        {% endfor %}
        {% endfor %}
        0 as late_hourly_amount,
        0 as late_other_amount

    from levers
    cross join year
    inner join worked
        on
            levers.covered_reason_id = worked.contact_reason_id
            and worked.expected_contacts
            = case when {{ is_told }} then levers.expected_contacts else 1 end
    group by
        levers.covered_reason_id,
        levers.expected_contacts,
        worked.estimate,
        worked.customer_id

)

select * from customers
