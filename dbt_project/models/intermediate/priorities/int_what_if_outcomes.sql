-- What a line of a scenario, and the scenario whole (`all`), would make of a year.
-- Who comes in a year, and how often, is chance, so the variance of a total is the
-- sum over customers of their squares: a scenario is summed by customer over its
-- reasons first, since one customer may come for several of them. That is told of
-- the middle of the levers alone. Where nobody came nothing is saved; where some
-- work's time is unknown hours are, and the company's own where it is ours. A line
-- that somebody came for has no price where none of its tickets has, or it moves
-- contacts to a self-care that has none; with one such line the scenario has none
-- either.

{% set counts = [
    'ticket_count', 'complete_ticket_count', 'hours_missing_count',
    'in_house_hours_missing_count', 'fte_missing_count',
] %}
{% set figures = [
    'contacts_today', 'contacts_after', 'priced_contacts_today',
    'hours_today', 'hours_after',
    'in_house_hours_today', 'in_house_hours_after', 'fte_today', 'fte_after',
    'amount_today', 'amount_after',
    'remaining_hours', 'remaining_hourly_amount',
] %}
{% set kinds = ['contacts', 'hours', 'in_house_hours', 'fte', 'amount'] %}
{% set known_by = {
    'hours': 'hours', 'remaining_hours': 'hours',
    'in_house_hours': 'in_house_hours', 'fte': 'fte',
} %}

with

changed as (

    select * from {{ ref('int_what_if_changed') }}

),

cases as (

    select * from {{ ref('int_what_if_cases') }}

),

prices as (

    select * from {{ ref('int_what_if_prices') }}

),

of_cases as (

    select
        changed.*,
        cases.contact_reason_id as case_reason_id

    from cases
    inner join changed
        on
            cases.scenario = changed.scenario
            and cases.lever_end = changed.lever_end
            and (
                cases.is_whole_scenario
                or cases.contact_reason_id = changed.contact_reason_id
            )

),

summed as (

    select
        scenario,
        case_reason_id,
        {% for name in counts %}
        cast(sum({{ name }}) as bigint) as {{ name }},
        {% endfor %}
        {% for name in figures %}
        {{ exact_sum(name) }} as {{ name }},
        {% endfor %}
        {% for kind in kinds %}
        {{ exact_sum(kind ~ '_today - ' ~ kind ~ '_after') }}
            as {{ kind }}_saved,
        {% endfor %}
        sum(complete_ticket_count) = 0 or bool_or(is_unpriced) as is_unpriced,
        lever_end

    from of_cases
    group by scenario, case_reason_id, lever_end

),

by_customer as (

    select
        scenario,
        case_reason_id,
        {% for kind in kinds %}
        {{ exact_sum(kind ~ '_today - ' ~ kind ~ '_after') }}
            as {{ kind }}_saved,
        {% endfor %}
        customer_id

    from of_cases
    where lever_end = 'middle'
    group by scenario, case_reason_id, customer_id

),

deviations as (

    select
        scenario,
        case_reason_id,
        {% for kind in kinds %}
        sqrt({{ ordered_sum(kind ~ '_saved * ' ~ kind ~ '_saved') }})
            as {{ kind }}_saved_deviation,
        {% endfor %}
        count(*) as customer_count

    from by_customer
    group by scenario, case_reason_id

),

totals as (

    select
        summed.*,
        {% for kind in kinds %}
        deviations.{{ kind }}_saved_deviation,
        {% endfor %}
        deviations.customer_count

    from summed
    left join deviations
        on
            summed.scenario = deviations.scenario
            and summed.case_reason_id = deviations.case_reason_id
            and summed.lever_end = 'middle'

),

lines_counted as (

    select
        cases.scenario,
        cases.contact_reason_id,
        cases.lever_end,
        count(case when summed.is_unpriced then 1 end) as unpriced_line_count

    from cases
    inner join summed
        on
            cases.scenario = summed.scenario
            and cases.lever_end = summed.lever_end
            and summed.case_reason_id <> 'all'
            and (
                cases.is_whole_scenario
                or cases.contact_reason_id = summed.case_reason_id
            )
    group by
        cases.scenario,
        cases.contact_reason_id,
        cases.lever_end

),

outcomes as (

    select
        cases.*,
        coalesce(lines_counted.unpriced_line_count, 0) as unpriced_line_count,
        {% for name in counts %}
        coalesce(totals.{{ name }}, 0) as {{ name }},
        {% endfor %}
        {% for name in figures %}
        {% set stem = name | replace('_today', '') | replace('_after', '') %}
        {{ known_total(name, known_by.get(stem)) }} as {{ name }},
        {% endfor %}
        {% for kind in kinds %}
        {{ known_total(kind ~ '_saved', known_by.get(kind)) }}
            as {{ kind }}_saved,
        case
            when cases.lever_end = 'middle'
                then {{ known_total(
                    kind ~ '_saved_deviation', known_by.get(kind)
                ) }}
        end as {{ kind }}_saved_deviation,
        {% endfor %}
        case
            when cases.lever_end = 'middle'
                then coalesce(totals.customer_count, 0)
        end as customer_count,
        prices.revenue_amount

    from cases
    cross join prices
    left join totals
        on
            cases.scenario = totals.scenario
            and cases.contact_reason_id = totals.case_reason_id
            and cases.lever_end = totals.lever_end
    left join lines_counted
        on
            cases.scenario = lines_counted.scenario
            and cases.contact_reason_id = lines_counted.contact_reason_id
            and cases.lever_end = lines_counted.lever_end

)

select * from outcomes
