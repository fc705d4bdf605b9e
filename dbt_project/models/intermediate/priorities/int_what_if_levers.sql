-- What each line of a scenario changes, for every reason that it is for, at three
-- places: the prudent end of the levers (`low`: smaller shares, greater factors,
-- more expected contacts), the middle, and the bold end (`high`). `*` is for every
-- reason without a line of its own in the scenario, but not for contacts without
-- a reason. A line whose reason nobody has stays, for it still costs. In the middle expected contacts are those of the prudent end.

{% set shares = [
    'problems_avoided_share', 'excess_avoided_share',
    'first_contacts_to_self_care_share', 'departures_avoided_count',
] %}
{% set factors = ['handling_time_factor', 'unit_cost_factor'] %}

with

scenarios as (

    select * from {{ ref('stg_workspace__what_if_scenarios') }}

),

reasons_listed as (

    select * from {{ ref('int_reasons_listed') }}
    where contact_reason_id <> 'unqualified'

),

lines as (

    select
        scenarios.*,
        coalesce(
            reasons_listed.contact_reason_id, scenarios.contact_reason_id
        ) as covered_reason_id,
        reasons_listed.expected_contacts

    from scenarios
    left join reasons_listed
        on
            scenarios.contact_reason_id = reasons_listed.contact_reason_id
            or (
                scenarios.contact_reason_id = '*'
                and not exists (
                    select 1
                    from scenarios as own_lines
                    where
                        own_lines.scenario = scenarios.scenario
                        and own_lines.contact_reason_id
                        = reasons_listed.contact_reason_id
                )
            )

),

levers as (

    {% for lever_end in ['low', 'middle', 'high'] %}
    {% set few = 'high' if lever_end == 'high' else 'low' %}
    {% set many = 'low' if lever_end == 'high' else 'high' %}
    select
        '{{ lever_end }}' as lever_end,
        scenario,
        contact_reason_id,
        covered_reason_id,
        {% for name in shares + factors %}
        {% set unchanged = 1 if name in factors else 0 %}
        {% if lever_end == 'middle' %}
        coalesce(({{ name }}_low + {{ name }}_high) / 2, {{ unchanged }})
            as {{ name }},
        {% else %}
        {% set chosen = many if name in factors else few %}
        coalesce({{ name }}_{{ chosen }}, {{ unchanged }}) as {{ name }},
        {% endif %}
        {% endfor %}
        coalesce(expected_contacts_{{ many }}, expected_contacts)
            as expected_contacts,
        one_off_amount,
        yearly_amount,
        {{ lever_end == 'high' }} as is_bold

    from lines
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

)

select * from levers
