-- What would change, each lever with a low and a high end; neither is no change.

{% set levers = [
    'problems_avoided_share', 'excess_avoided_share',
    'first_contacts_to_self_care_share', 'handling_time_factor',
    'expected_contacts', 'unit_cost_factor', 'departures_avoided_count',
] %}

with

what_if_scenarios as (

    select * from {{ source('workspace', 'what_if_scenarios') }}

),

renamed as (

    select
        scenario,
        contact_reason_id,
        {% for lever in levers %}
        {{ lever }}_low,
        {{ lever }}_high,
        {% endfor %}
        coalesce(one_off_amount, 0) as one_off_amount,
        coalesce(yearly_amount, 0) as yearly_amount

    from what_if_scenarios

)

select * from renamed
