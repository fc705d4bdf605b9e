-- What a ticket costs from start to end, internal work included. Reiteration
-- cost: contacts after the first, with all work that follows them. Avoidable:
-- the contacts after the expected ones, with the company's messages in their
-- threads up to the next contact, and no internal work: the technician's visit
-- was needed anyway. Internal work after a contact beyond the expected ones is
-- told apart, for the high end. Sums are of what has a price; where one
-- interaction has none the cost is not complete, and without any it is null.

with

attributed as (

    select * from {{ ref('int_costs_attributed') }}
    where ticket_root_number is not null

),

tickets as (

    select * from {{ ref('int_tickets_opened') }}

),

reasons_listed as (

    select * from {{ ref('int_reasons_listed') }}

),

placed as (

    select
        attributed.*,
        attributed.contact_number > 1 as is_after_first,
        attributed.contact_number > reasons_listed.expected_contacts
            as is_beyond_expected

    from attributed
    inner join tickets
        on attributed.ticket_root_number = tickets.ticket_root_number
    inner join reasons_listed
        on tickets.contact_reason_id = reasons_listed.contact_reason_id

),

summed as (

    select
        ticket_root_number,
        sum(cost_amount) as cost_to_resolve_amount,
        sum(case when not is_after_first then cost_amount end)
            as first_contact_amount,
        sum(case when is_after_first then cost_amount end)
            as reiteration_cost_amount,
        sum(
            case
                when is_beyond_expected and contact_root_number is not null
                    then cost_amount
            end
        ) as avoidable_cost_amount,
        sum(case when direction = 'internal' then cost_amount end)
            as internal_cost_amount,
        sum(
            case
                when is_beyond_expected and direction = 'internal'
                    then cost_amount
            end
        ) as late_internal_amount,
        count(*) = count(cost_amount) as has_complete_cost

    from placed
    group by ticket_root_number

),

costed as (

    select
        ticket_root_number,
        cast(cost_to_resolve_amount as decimal(24, 6))
            as cost_to_resolve_amount,
        {% for part in [
            'first_contact', 'reiteration_cost', 'avoidable_cost',
            'internal_cost', 'late_internal'
        ] %}
        cast(
            case
                when cost_to_resolve_amount is not null
                    then coalesce({{ part }}_amount, 0)
            end as decimal(24, 6)
        ) as {{ part }}_amount,
        {% endfor %}
        has_complete_cost

    from summed

)

select * from costed
