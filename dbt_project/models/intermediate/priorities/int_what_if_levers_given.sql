-- The levers of each case as the scenario gives them, to be read beside what it
-- would save. A scenario whole (`all`) has those of its only line; of several
-- lines it has none of its own.

{% set shares_and_factors = [
    'problems_avoided_share', 'excess_avoided_share',
    'first_contacts_to_self_care_share', 'handling_time_factor',
    'unit_cost_factor', 'departures_avoided_count',
] %}

with

scenarios as (

    select
        *,
        count(*) over (partition by scenario) as line_count

    from {{ ref('stg_workspace__what_if_scenarios') }}

),

given as (

    {% for case in ['contact_reason_id', "'all'"] %}
    select
        scenario,
        {{ case }} as contact_reason_id,
        {% for name in shares_and_factors %}
        cast({{ name }}_low as double) as {{ name }}_low,
        cast({{ name }}_high as double) as {{ name }}_high,
        {% endfor %}
        cast(expected_contacts_low as bigint) as expected_contacts_low,
        cast(expected_contacts_high as bigint) as expected_contacts_high

    from scenarios
    {% if loop.last %}
    where line_count = 1
    {% else %}
    union all
    {% endif %}
    {% endfor %}

)

select * from given
