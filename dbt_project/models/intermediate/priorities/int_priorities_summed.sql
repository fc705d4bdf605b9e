-- What contacts beyond the expected ones took in a year's tickets, by reason, and
-- by reason and the channel a problem began on. Customers repeat: their squares
-- are kept. `late` is internal work after the expected contacts.

with

tickets as (

    select * from {{ ref('int_tickets_worked') }}

),

reasons_listed as (

    select * from {{ ref('int_reasons_listed') }}

),

placed as (

    select
        tickets.*,
        tickets.contact_number > reasons_listed.expected_contacts
            as is_beyond_expected

    from tickets
    inner join reasons_listed
        on tickets.contact_reason_id = reasons_listed.contact_reason_id

),

by_customer as (

    select
        contact_reason_id,
        first_channel,
        customer_id,
        count(distinct ticket_root_number) as ticket_count,
        count(distinct case when has_complete_cost then ticket_root_number end)
            as complete_ticket_count,
        sum(contact_count) as contact_count,
        sum(case when is_beyond_expected then contact_count else 0 end)
            as excess_contact_count,
        sum(case when is_beyond_expected then contact_hours else 0 end)
            as avoidable_hours,
        sum(case when is_beyond_expected then contact_in_house_hours else 0 end)
            as avoidable_in_house_hours,
        sum(case when is_beyond_expected then contact_fte else 0 end)
            as avoidable_fte,
        sum(
            case
                when is_beyond_expected then contact_fte_missing_count else 0
            end
        ) as fte_missing_count,
        min(case when is_beyond_expected then least_staffing_number end)
            as least_staffing_number,
        max(case when is_beyond_expected then greatest_staffing_number end)
            as greatest_staffing_number,
        sum(
            contact_hourly_amount + contact_other_amount
            + further_hourly_amount + further_other_amount
            + internal_hourly_amount + internal_other_amount
        ) as cost_amount,
        coalesce(sum(
            case
                when is_beyond_expected
                    then contact_hourly_amount + contact_other_amount
            end
        ), 0) as avoidable_amount,
        coalesce(sum(
            case
                when is_beyond_expected
                    then internal_hourly_amount + internal_other_amount
            end
        ), 0) as late_internal_amount

    from placed
    group by contact_reason_id, first_channel, customer_id

),

sliced as (

    select * from by_customer
    union all
    select
        contact_reason_id,
        'all' as first_channel,
        customer_id,
        {% for sum in [
            'ticket_count', 'complete_ticket_count', 'contact_count',
            'excess_contact_count', 'avoidable_hours',
            'avoidable_in_house_hours', 'avoidable_fte', 'fte_missing_count',
        ] %}
        sum({{ sum }}) as {{ sum }},
        {% endfor %}
        min(least_staffing_number) as least_staffing_number,
        max(greatest_staffing_number) as greatest_staffing_number,
        sum(cost_amount) as cost_amount,
        sum(avoidable_amount) as avoidable_amount,
        sum(late_internal_amount) as late_internal_amount

    from by_customer
    group by contact_reason_id, customer_id

),

summed as (

    select
        contact_reason_id,
        first_channel,
        cast(sum(ticket_count) as bigint) as ticket_count,
        cast(sum(complete_ticket_count) as bigint) as complete_ticket_count,
        cast(sum(contact_count) as bigint) as contact_count,
        cast(sum(excess_contact_count) as bigint) as excess_contact_count,
        count(*) as customer_count,
        sum(avoidable_hours) as avoidable_hours,
        sum(avoidable_in_house_hours) as avoidable_in_house_hours,
        min(least_staffing_number) as least_staffing_number,
        max(greatest_staffing_number) as greatest_staffing_number,
        case when sum(fte_missing_count) = 0 then sum(avoidable_fte) end
            as avoidable_fte,
        sum(cost_amount) as cost_amount,
        case when sum(complete_ticket_count) > 0 then sum(avoidable_amount) end
            as avoidable_amount,
        sum(avoidable_amount * avoidable_amount) as avoidable_squared,
        sum(avoidable_amount + late_internal_amount) as with_late_amount,
        sum(
            (avoidable_amount + late_internal_amount)
            * (avoidable_amount + late_internal_amount)
        ) as with_late_squared

    from sliced
    group by contact_reason_id, first_channel

)

select * from summed
