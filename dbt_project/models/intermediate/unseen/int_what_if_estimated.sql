-- What each line of a scenario, and the scenario whole (`all`), would make of a year
-- with what is not seen, at the middle of the levers. The deviation is that of who
-- comes (the sum over customers of squares, as for what is seen) and of how often
-- reasons are noted wrong (what one standard error of that moves). The arithmetic is
-- that of int_what_if_changed (macros/what_if.sql).

with

customers as (

    select * from {{ ref('int_what_if_unseen') }}

),

levers as (

    select * from {{ ref('int_what_if_levers') }}
    where lever_end = 'middle'

),

cases as (

    select * from {{ ref('int_what_if_cases') }}
    where lever_end = 'middle'

),

prices as (

    select * from {{ ref('int_what_if_prices') }}

),

remaining as (

    select
        customers.*,
        levers.scenario,
        levers.contact_reason_id,
        levers.handling_time_factor,
        levers.unit_cost_factor,
        prices.self_care_amount,
        {{ what_if_remaining('contacts', moved='0') }} as remaining_contacts,
        {{ what_if_remaining('priced_contacts', moved='0') }}
        - {{ what_if_remaining('priced_contacts') }} as moved_contacts,
        {{ what_if_remaining('hourly_amount') }} as remaining_hourly_amount,
        {{ what_if_remaining('other_amount') }} as remaining_other_amount,
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
        estimate,
        customer_id,
        all_contacts,
        all_contacts - remaining_contacts as contacts_saved,
        all_hourly_amount + all_other_amount
        + internal_hourly_amount + internal_other_amount
        - ({{ what_if_amount_after() }}) as amount_saved

    from remaining

),

by_customer as (

    select
        cases.scenario,
        cases.contact_reason_id,
        changed.estimate,
        changed.customer_id,
        {{ exact_sum('changed.all_contacts') }} as contacts,
        {{ exact_sum('changed.contacts_saved') }} as contacts_saved,
        {{ exact_sum('changed.amount_saved') }} as amount_saved

    from cases
    inner join changed
        on
            cases.scenario = changed.scenario
            and (
                cases.is_whole_scenario
                or cases.contact_reason_id = changed.contact_reason_id
            )
    group by
        cases.scenario,
        cases.contact_reason_id,
        changed.estimate,
        changed.customer_id

),

summed as (

    select
        scenario,
        contact_reason_id,
        estimate,
        {{ exact_sum('contacts') }} as contacts,
        {{ exact_sum('contacts_saved') }} as contacts_saved,
        {{ exact_sum('amount_saved') }} as amount_saved,
        {{ ordered_sum('amount_saved * amount_saved') }}
            as amount_saved_squared

    from by_customer
    group by scenario, contact_reason_id, estimate

),

codings as (

    select coalesce(bool_or(is_coding_known), false) as is_coding_known

    from {{ ref('int_reasons_seen') }}

),

estimated as (

    select
        summed.scenario,
        summed.contact_reason_id,
        codings.is_coding_known,
        summed.contacts,
        summed.contacts_saved,
        summed.amount_saved,
        sqrt(
            summed.amount_saved_squared
            + (more.amount_saved - summed.amount_saved)
            * (more.amount_saved - summed.amount_saved)
        ) as amount_saved_deviation

    from summed
    cross join codings
    inner join summed as more
        on
            summed.scenario = more.scenario
            and summed.contact_reason_id = more.contact_reason_id
    where
        summed.estimate = 'estimated' and more.estimate = 'estimated_more'

)

select * from estimated
