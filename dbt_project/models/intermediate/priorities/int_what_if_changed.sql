{{ config(materialized='view') }}

-- What a scenario would make of each customer's year: contacts, hours, posts and
-- amount today and after, for each reason that a line is for and each place of
-- the levers (macros/what_if.sql). A line that moves contacts to self-care at some
-- place needs what one costs there.

with

customers as (

    select * from {{ ref('int_what_if_customers') }}

),

levers as (

    select
        *,
        max(first_contacts_to_self_care_share) over (
            partition by scenario, contact_reason_id
        ) > 0 as is_moving

    from {{ ref('int_what_if_levers') }}

),

prices as (

    select * from {{ ref('int_what_if_prices') }}

),

remaining as (

    select
        customers.*,
        levers.scenario,
        levers.contact_reason_id,
        levers.lever_end,
        levers.handling_time_factor,
        levers.unit_cost_factor,
        prices.self_care_amount,
        levers.is_moving and prices.self_care_amount is null as is_unpriced,
        {{ what_if_remaining('contacts', moved='0') }} as remaining_contacts,
        {{ what_if_remaining('priced_contacts', moved='0') }}
        - {{ what_if_remaining('priced_contacts') }} as moved_contacts,
        {{ what_if_remaining('hours') }} as remaining_hours,
        {{ what_if_remaining('in_house_hours') }} as remaining_in_house_hours,
        {{ what_if_remaining('fte') }} as remaining_fte,
        {{ what_if_remaining('hourly_amount') }} as remaining_hourly_amount,
        {{ what_if_remaining('other_amount') }} as remaining_other_amount,
        {{ what_if_internal('hours') }} as remaining_internal_hours,
        {{ what_if_internal('in_house_hours') }}
            as remaining_internal_in_house_hours,
        {{ what_if_internal('fte') }} as remaining_internal_fte,
        {{ what_if_internal('hourly_amount') }}
        + {{ what_if_internal('other_amount') }} as remaining_internal_amount

    from customers
    cross join prices
    inner join levers
        on
            customers.covered_reason_id = levers.covered_reason_id
            and customers.expected_contacts = levers.expected_contacts

),

changed as (

    select
        scenario,
        contact_reason_id,
        covered_reason_id,
        lever_end,
        customer_id,
        ticket_count,
        complete_ticket_count,
        hours_missing_count,
        in_house_hours_missing_count,
        fte_missing_count,
        is_unpriced,
        remaining_hours,
        unit_cost_factor * remaining_hourly_amount as remaining_hourly_amount,
        all_contacts as contacts_today,
        all_priced_contacts as priced_contacts_today,
        remaining_contacts as contacts_after,
        all_hours + internal_hours as hours_today,
        handling_time_factor * remaining_hours + remaining_internal_hours
            as hours_after,
        all_in_house_hours + internal_in_house_hours as in_house_hours_today,
        handling_time_factor * remaining_in_house_hours
        + remaining_internal_in_house_hours as in_house_hours_after,
        all_fte + internal_fte as fte_today,
        handling_time_factor * remaining_fte + remaining_internal_fte
            as fte_after,
        all_hourly_amount + all_other_amount
        + internal_hourly_amount + internal_other_amount as amount_today,
        {{ what_if_amount_after() }} as amount_after

    from remaining

)

select * from changed
