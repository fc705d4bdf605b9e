-- A year of each customer and reason as it is, in the parts that a scenario
-- changes (macros/what_if.sql), brought to twelve months where there are fewer.
-- All scenarios that expect as many contacts share it. Amounts are of tickets
-- whose cost is complete, and priced contacts are theirs: what self-care would
-- cost is held against what the same contacts cost today.

{% set kinds = [
    'hours', 'in_house_hours', 'fte', 'hourly_amount', 'other_amount',
] %}

with

worked as (

    select * from {{ ref('int_tickets_worked') }}

),

levers as (

    select distinct
        covered_reason_id,
        expected_contacts

    from {{ ref('int_what_if_levers') }}

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
        worked.customer_id,
        {% for part, (condition, works) in what_if_parts().items() %}
        {% if part in ('internal', 'late') %}
        0 as {{ part }}_contacts,
        0 as {{ part }}_priced_contacts,
        {% else %}
        sum(case when {{ condition }} then worked.contact_count else 0 end)
        * max(year.year_factor) as {{ part }}_contacts,
        sum(
            case
                when {{ condition }} and worked.has_complete_cost
                    then worked.contact_count
                else 0
            end
        ) * max(year.year_factor) as {{ part }}_priced_contacts,
        {% endif %}
        {% for kind in kinds %}
        coalesce(
            {{ exact_sum(
                'case when ' ~ condition
                ~ (
                    ' and worked.has_complete_cost'
                    if kind.endswith('amount') else ''
                )
                ~ ' then ' ~ what_if_work(works, kind) ~ ' else 0 end'
            ) }}, 0
        ) * max(year.year_factor) as {{ part }}_{{ kind }},
        {% endfor %}
        {% endfor %}
        count(distinct worked.ticket_root_number) as ticket_count,
        count(
            distinct
            case
                when worked.has_complete_cost then worked.ticket_root_number
            end
        ) as complete_ticket_count,
        cast(sum(worked.hours_missing_count) as bigint) as hours_missing_count,
        cast(sum(worked.in_house_hours_missing_count) as bigint)
            as in_house_hours_missing_count,
        cast(sum(worked.fte_missing_count) as bigint) as fte_missing_count

    from levers
    cross join year
    inner join worked
        on levers.covered_reason_id = worked.contact_reason_id
    group by
        levers.covered_reason_id,
        levers.expected_contacts,
        worked.customer_id

)

select * from customers
