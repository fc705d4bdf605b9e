-- A year's tickets: what lies beyond their expected contacts, and what it costs
-- where all of that has a price. Each amount is judged by what it holds: that of
-- avoidable contacts needs no price of internal work, which is never avoidable;
-- `late`, internal work after the expected contacts, its own; the whole all.

{% set sums = {
    'avoidable_hours': 'contact_hours',
    'avoidable_in_house_hours': 'contact_in_house_hours',
    'avoidable_fte': 'contact_fte',
} %}
{% set counts = {
    'fte_missing_count': 'contact_fte_missing_count',
    'hours_missing_count': 'contact_hours_missing_count',
    'in_house_hours_missing_count': 'contact_in_house_hours_missing_count',
    'excess_contact_count': 'contact_count',
} %}
{% set amounts = {'avoidable': 'contact', 'late': 'internal'} %}

with

worked as (

    select * from {{ ref('int_tickets_worked') }}

),

reasons_listed as (

    select * from {{ ref('int_reasons_listed') }}

),

placed as (

    select
        worked.*,
        worked.contact_number > reasons_listed.expected_contacts
            as is_beyond_expected

    from worked
    inner join reasons_listed
        on worked.contact_reason_id = reasons_listed.contact_reason_id

),

summed as (

    select
        ticket_root_number,
        customer_id,
        contact_reason_id,
        first_channel,
        has_complete_cost,
        sum(contact_count) as contact_count,
        {% for name, figure in sums.items() %}
        {{ exact_sum(
            'case when is_beyond_expected then ' ~ figure ~ ' else 0 end'
        ) }} as {{ name }},
        {% endfor %}
        {% for name, figure in counts.items() %}
        sum(case when is_beyond_expected then {{ figure }} else 0 end)
            as {{ name }},
        {% endfor %}
        {% for name, part in amounts.items() %}
        case
            when
                sum(
                    case
                        when is_beyond_expected
                            then {{ part }}_unpriced_count
                        else 0
                    end
                ) = 0
                then
                    {{ exact_sum(
                        'case when is_beyond_expected then '
                        ~ part ~ '_hourly_amount + ' ~ part ~ '_other_amount'
                        ~ ' else 0 end'
                    ) }}
        end as {{ name }}_amount,
        {% endfor %}
        min(case when is_beyond_expected then least_staffing_number end)
            as least_staffing_number,
        max(case when is_beyond_expected then greatest_staffing_number end)
            as greatest_staffing_number,
        case
            when has_complete_cost
                then
                    {{ exact_sum(
                        'contact_hourly_amount + contact_other_amount'
                        ~ ' + further_hourly_amount + further_other_amount'
                        ~ ' + internal_hourly_amount + internal_other_amount'
                    ) }}
        end as cost_amount

    from placed
    group by
        ticket_root_number,
        customer_id,
        contact_reason_id,
        first_channel,
        has_complete_cost

)

select * from summed
