-- A year's avoidable cost, brought to twelve months where there are fewer, with
-- its 95 % interval. Who comes in a year is chance as well as how often, so the
-- variance of a total is the sum over customers of their squares; the interval is
-- on the log scale. Its upper end counts internal work after the expected
-- contacts too, which might have been avoided. Where nothing was avoidable it
-- runs to what three contacts cost. Where every customer's amount is nothing or
-- more the error is at most the total itself.

{% set z = 1.959963984540054 %}
{% set nothing_avoidable = {
    'low': '0',
    'high': 'coalesce('
    ~ '3 * summed.cost_amount / summed.complete_contact_count, 0)',
} %}

with

summed as (

    select * from {{ ref('int_priorities_summed') }}

),

year as (

    select distinct
        year_factor,
        day_count,
        is_annualised

    from {{ ref('int_calendar_yearly') }}

),

-- Parameters stand beside a figure that one line of them made.
staffings as (

    select distinct
        staffing_number,
        annual_hours,
        shrinkage_without_leave,
        occupancy

    from {{ ref('int_teams_staffed') }}

),

estimated as (

    select
        summed.contact_reason_id,
        summed.first_channel,
        summed.customer_count,
        summed.ticket_count,
        summed.complete_ticket_count,
        summed.excess_ticket_count,
        summed.priced_excess_ticket_count,
        summed.late_unpriced_ticket_count,
        summed.contact_count,
        summed.excess_contact_count,
        year.day_count,
        year.is_annualised,
        summed.cost_amount * year.year_factor as cost_amount,
        summed.avoidable_hours * year.year_factor as avoidable_hours,
        summed.avoidable_in_house_hours * year.year_factor
            as avoidable_in_house_hours,
        summed.avoidable_fte * year.year_factor as avoidable_fte,
        staffings.annual_hours,
        staffings.shrinkage_without_leave,
        staffings.occupancy,
        summed.avoidable_amount * year.year_factor as avoidable_amount,
        summed.late_amount * year.year_factor as late_amount,
        {% for measure in ['avoidable', 'with_late'] %}
        {% for end, sign in [('low', -z), ('high', z)] %}
        case
            when
                summed.avoidable_amount is not null
                and summed.{{ measure }}_squared > 0
                then
                    {{ amount_end(
                        'summed.' ~ measure ~ '_amount',
                        'sqrt(summed.' ~ measure ~ '_squared)',
                        1,
                        sign
                    ) }} * year.year_factor
            when summed.avoidable_amount is not null
                then
                    {{ nothing_avoidable[end] }} * year.year_factor
        end as {{ measure }}_amount_{{ end }},
        {% endfor %}
        {% endfor %}
        summed.ticket_count < 30
        or summed.customer_count < 30 as is_small_cell

    from summed
    cross join year
    left join staffings
        on
            summed.least_staffing_number = summed.greatest_staffing_number
            and summed.least_staffing_number = staffings.staffing_number

)

select * from estimated
