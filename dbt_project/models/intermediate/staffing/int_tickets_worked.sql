-- A year's tickets, contact by contact: the contact's own work (its legs, and the
-- company's messages in its thread), other work for the customer, and internal
-- work that follows it (0: before the first). Amounts are of what has a price,
-- beside the count of what has none; so are hours and posts.

{% set parts = {
    'contact': 'work.contact_root_number is not null',
    'further': 'work.contact_root_number is null and not work.is_internal',
    'internal': 'work.is_internal',
} %}

with

work as (

    select * from {{ ref('int_work_priced') }}

),

tickets as (

    select * from {{ ref('int_tickets_described') }}

),

tickets_costed as (

    select * from {{ ref('int_tickets_costed') }}

),

tickets_opened as (

    select * from {{ ref('int_tickets_opened') }}

),

year_days as (

    select * from {{ ref('int_calendar_yearly') }}

),

of_year as (

    select
        tickets_opened.ticket_root_number,
        tickets.customer_id,
        tickets.contact_reason_id,
        tickets.first_channel,
        tickets_costed.has_complete_cost,
        tickets.first_channel not in (
            'web_selfcare', 'app_selfcare', 'ivr', 'bot'
        ) as is_first_assisted

    from tickets
    inner join year_days
        on tickets.local_date = year_days.local_date
    inner join tickets_opened
        on tickets.ticket_id = tickets_opened.ticket_id
    inner join tickets_costed
        on
            tickets_opened.ticket_root_number
            = tickets_costed.ticket_root_number

),

worked as (

    select
        of_year.ticket_root_number,
        of_year.customer_id,
        of_year.contact_reason_id,
        of_year.first_channel,
        of_year.is_first_assisted,
        of_year.has_complete_cost,
        work.contact_number,
        count(distinct work.contact_root_number) as contact_count,
        {% for part, condition in parts.items() %}
        {{ exact_sum(
            'case when ' ~ condition ~ ' then work.hours else 0 end'
        ) }} as {{ part }}_hours,
        {{ exact_sum(
            'case when ' ~ condition ~ ' then work.in_house_hours else 0 end'
        ) }} as {{ part }}_in_house_hours,
        {{ exact_sum(
            'case when ' ~ condition ~ ' then work.fte else 0 end'
        ) }} as {{ part }}_fte,
        {% for kind, amount in {
            'hourly': 'work.hourly_amount',
            'other': 'work.cost_amount - work.hourly_amount',
        }.items() %}
        coalesce(
            {{ exact_sum(
                'case when ' ~ condition ~ ' then ' ~ amount ~ ' else 0 end'
            ) }}, 0
        ) as {{ part }}_{{ kind }}_amount,
        {% endfor %}
        count(
            case when {{ condition }} and work.cost_amount is null then 1 end
        ) as {{ part }}_unpriced_count,
        {% endfor %}
        {% for basis in ['ledger', 'tariff'] %}
        coalesce(
            {{ exact_sum(
                "case when work.cost_basis = '" ~ basis
                ~ "' then work.cost_amount end"
            ) }}, 0
        ) as {{ basis }}_amount,
        {% endfor %}
        coalesce({{ exact_sum('work.cost_amount') }}, 0) as cost_amount,
        min(case when {{ parts.contact }} then work.staffing_number end)
            as least_staffing_number,
        max(case when {{ parts.contact }} then work.staffing_number end)
            as greatest_staffing_number,
        count(
            case
                when
                    {{ parts.contact }} and work.fte is null
                    then 1
            end
        ) as contact_fte_missing_count,
        count(case when work.fte is null then 1 end) as fte_missing_count,
        {% for kind in ['hours', 'in_house_hours'] %}
        count(
            case when {{ parts.contact }} and work.{{ kind }} is null then 1 end
        ) as contact_{{ kind }}_missing_count,
        {% endfor %}
        count(case when work.hours is null then 1 end) as hours_missing_count,
        count(case when work.in_house_hours is null then 1 end)
            as in_house_hours_missing_count

    from of_year
    inner join work
        on of_year.ticket_root_number = work.ticket_root_number
    group by
        of_year.ticket_root_number,
        of_year.customer_id,
        of_year.contact_reason_id,
        of_year.first_channel,
        of_year.is_first_assisted,
        of_year.has_complete_cost,
        work.contact_number

)

select * from worked
