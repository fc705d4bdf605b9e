-- What contacts beyond the expected ones took in a year's tickets, by reason, and
-- by reason and the channel a problem began on. Customers repeat: their squares
-- are kept. An amount is of the tickets that have all its prices; hours and posts
-- are unknown where the time of one interaction is.

{% set counts = {
    'ticket_count': '1',
    'complete_ticket_count': 'case when has_complete_cost then 1 else 0 end',
    'excess_ticket_count': 'case when excess_contact_count > 0 then 1 else 0 end',
    'priced_excess_ticket_count': 'case when excess_contact_count > 0'
    ~ ' and avoidable_amount is not null then 1 else 0 end',
    'late_unpriced_ticket_count':
        'case when late_amount is null then 1 else 0 end',
    'contact_count': 'contact_count',
    'complete_contact_count':
        'case when has_complete_cost then contact_count else 0 end',
    'excess_contact_count': 'excess_contact_count',
} %}
{% set sums = [
    'avoidable_hours', 'avoidable_in_house_hours', 'avoidable_fte',
    'cost_amount', 'avoidable_amount', 'late_amount',
] %}
{% set missing = [
    'fte_missing_count', 'hours_missing_count', 'in_house_hours_missing_count',
] %}

with

tickets as (

    select * from {{ ref('int_tickets_exceeded') }}

),

sliced as (

    select
        *,
        'all' as slice
    from tickets
    union all
    select
        *,
        first_channel as slice
    from tickets

),

by_customer as (

    select
        contact_reason_id,
        slice,
        customer_id,
        {% for name, figure in counts.items() %}
        sum({{ figure }}) as {{ name }},
        {% endfor %}
        {% for name in missing %}
        sum({{ name }}) as {{ name }},
        {% endfor %}
        {% for name in sums %}
        {{ exact_sum(name) }} as {{ name }},
        {% endfor %}
        coalesce({{ exact_sum('avoidable_amount') }}, 0)
            as avoidable_known_amount,
        coalesce({{ exact_sum('avoidable_amount') }}, 0)
        + coalesce({{ exact_sum('late_amount') }}, 0) as with_late_amount,
        min(least_staffing_number) as least_staffing_number,
        max(greatest_staffing_number) as greatest_staffing_number

    from sliced
    group by contact_reason_id, slice, customer_id

),

summed as (

    select
        contact_reason_id,
        slice as first_channel,
        {% for name in counts %}
        cast(sum({{ name }}) as bigint) as {{ name }},
        {% endfor %}
        count(*) as customer_count,
        {% for kind in ['hours', 'in_house_hours', 'fte'] %}
        case
            when sum({{ kind }}_missing_count) = 0
                then {{ exact_sum('avoidable_' ~ kind) }}
        end as avoidable_{{ kind }},
        {% endfor %}
        min(least_staffing_number) as least_staffing_number,
        max(greatest_staffing_number) as greatest_staffing_number,
        {{ exact_sum('cost_amount') }} as cost_amount,
        -- Nothing was avoidable: 0, where anything is known to have a price.
        case
            when sum(priced_excess_ticket_count) > 0
                then {{ exact_sum('avoidable_known_amount') }}
            when
                sum(excess_ticket_count) = 0 and sum(complete_ticket_count) > 0
                then 0
        end as avoidable_amount,
        -- Nothing was late: 0, likewise; one work without a price: unknown.
        case
            when
                sum(late_unpriced_ticket_count) = 0
                and (
                    sum(complete_ticket_count) > 0 or sum(late_amount) > 0
                )
                then {{ exact_sum('late_amount') }}
        end as late_amount,
        {{ ordered_sum('avoidable_known_amount * avoidable_known_amount') }}
            as avoidable_squared,
        {{ exact_sum('with_late_amount') }} as with_late_amount,
        {{ ordered_sum('with_late_amount * with_late_amount') }}
            as with_late_squared

    from by_customer
    group by contact_reason_id, slice

)

select * from summed
