-- What a scenario would make of a year: contacts, hours, posts and amount today
-- and after, at each place of the levers. The arithmetic (macros/what_if.sql) is
-- linear, so it is done customer by customer; who comes in a year, and how often,
-- is chance, so the variance of a total is the sum of squares.

with

customers as (

    select * from {{ ref('int_what_if_customers') }}

),

levers as (

    select distinct
        scenario,
        contact_reason_id,
        lever_end,
        problems_avoided_share,
        excess_avoided_share,
        first_contacts_to_self_care_share,
        departures_avoided_count,
        handling_time_factor,
        unit_cost_factor,
        one_off_amount,
        yearly_amount,
        is_bold

    from {{ ref('int_what_if_levers') }}

),

prices as (

    select * from {{ ref('int_what_if_prices') }}

),

remaining as (

    select
        customers.*,
        levers.handling_time_factor,
        levers.unit_cost_factor,
        levers.departures_avoided_count,
        levers.one_off_amount,
        levers.yearly_amount,
        prices.self_care_amount,
        prices.revenue_amount,
        {{ what_if_remaining('contacts', moved='0') }} as remaining_contacts,
        {{ what_if_remaining('contacts') }} as unmoved_contacts,
        {{ what_if_remaining('hours') }} as remaining_hours,
        {{ what_if_remaining('fte') }} as remaining_fte,
        {{ what_if_remaining('hourly_amount') }} as remaining_hourly_amount,
        {{ what_if_remaining('other_amount') }} as remaining_other_amount,
        {{ what_if_internal('hours') }} as remaining_internal_hours,
        {{ what_if_internal('fte') }} as remaining_internal_fte,
        {{ what_if_internal('hourly_amount') }}
        + {{ what_if_internal('other_amount') }} as remaining_internal_amount

    from customers
    cross join prices
    inner join levers
        on
            customers.scenario = levers.scenario
            and customers.contact_reason_id = levers.contact_reason_id
            and customers.lever_end = levers.lever_end

),

changed as (

    select
        *,
        all_contacts as contacts_today,
        remaining_contacts as contacts_after,
        all_hours + internal_hours as hours_today,
        handling_time_factor * remaining_hours + remaining_internal_hours
            as hours_after,
        all_fte + internal_fte as fte_today,
        handling_time_factor * remaining_fte + remaining_internal_fte
            as fte_after,
        all_hourly_amount + all_other_amount
        + internal_hourly_amount + internal_other_amount as amount_today,
        unit_cost_factor * (
            handling_time_factor * remaining_hourly_amount
            + remaining_other_amount
            + self_care_amount * (remaining_contacts - unmoved_contacts)
        ) + remaining_internal_amount as amount_after

    from remaining

),

outcomes as (

    select
        scenario,
        contact_reason_id,
        lever_end,
        handling_time_factor,
        departures_avoided_count,
        one_off_amount,
        yearly_amount,
        revenue_amount,
        cast(sum(ticket_count) as bigint) as ticket_count,
        cast(sum(complete_ticket_count) as bigint) as complete_ticket_count,
        count(*) as customer_count,
        {% for kind in ['contacts', 'hours', 'fte', 'amount'] %}
        sum({{ kind }}_today) as {{ kind }}_today,
        sum({{ kind }}_after) as {{ kind }}_after,
        sum({{ kind }}_today - {{ kind }}_after) as {{ kind }}_saved,
        sqrt(
            sum(
                ({{ kind }}_today - {{ kind }}_after)
                * ({{ kind }}_today - {{ kind }}_after)
            )
        ) as {{ kind }}_saved_deviation,
        {% endfor %}
        sum(remaining_hours) as remaining_hours,
        sum(unit_cost_factor * remaining_hourly_amount)
            as remaining_hourly_amount,
        cast(sum(fte_missing_count) as bigint) as fte_missing_count

    from changed
    group by
        scenario,
        contact_reason_id,
        lever_end,
        handling_time_factor,
        departures_avoided_count,
        one_off_amount,
        yearly_amount,
        revenue_amount

)

select * from outcomes
