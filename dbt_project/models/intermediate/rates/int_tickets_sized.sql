-- How many contacts the tickets of a cell have, as a histogram, and those of the
-- tickets that a hidden contact might bring in: of the same slice, begun later
-- or not eligible yet.

{% set slices = bounded_slices() %}
{% set cell = ['period_grain', 'period_started_on', 'slice', 'slice_value'] %}

with

tickets as (

    select
        local_date,
        contact_reason_id,
        reason_group,
        journey_step,
        contact_count,
        is_eligible,
        count(*) as ticket_count

    from {{ ref('int_tickets_described') }}
    where contact_reason_id <> 'unqualified'
    group by
        local_date,
        contact_reason_id,
        reason_group,
        journey_step,
        contact_count,
        is_eligible

),

periods as (

    select
        period_grain,
        period_started_on,
        min(local_date) as first_date,
        max(local_date) as last_date

    from {{ ref('int_calendar_periods') }}
    group by period_grain, period_started_on

),

by_day as (

    {% for slice, value in slices.items() %}
    select
        local_date,
        contact_count,
        is_eligible,
        '{{ slice }}' as slice,
        {{ value }} as slice_value,
        sum(ticket_count) as ticket_count

    from tickets
    where {{ value }} is not null
    group by local_date, contact_count, is_eligible, {{ value }}
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

),

sized as (

    select
        periods.period_grain,
        periods.period_started_on,
        by_day.slice,
        by_day.slice_value,
        by_day.is_eligible and by_day.local_date <= periods.last_date
            as is_in_cell,
        by_day.contact_count,
        cast(sum(by_day.ticket_count) as bigint) as ticket_count

    from periods
    inner join by_day
        on periods.first_date <= by_day.local_date
    group by
        periods.period_grain,
        periods.period_started_on,
        by_day.slice,
        by_day.slice_value,
        by_day.is_eligible and by_day.local_date <= periods.last_date,
        by_day.contact_count

)

select * from sized
