-- How many contacts beyond the expected ones stand behind each that is seen of a
-- year's ticket (macros/unseen.sql). Contacts of one case are coded together, rightly
-- or wrongly, so miscoding hides codings, not contacts: what is seen within one
-- stands for itself. One row per ticket, estimate and number of contacts expected.

with

worked as (

    select * from {{ ref('int_tickets_worked') }}

),

contacts_ticketed as (

    select * from {{ ref('int_contacts_ticketed') }}

),

contacts as (

    select * from {{ ref('int_contacts_classified') }}

),

cases as (

    select
        contact_root_number,
        min(thread_id) as thread_id

    from {{ ref('int_interactions_contacted') }}
    where thread_kind = 'case' and contact_root_number is not null
    group by contact_root_number

),

levers as (

    select distinct
        covered_reason_id,
        expected_contacts

    from {{ ref('int_what_if_levers') }}
    where
        lever_end = 'middle'
        and expected_contacts between 1 and {{ greatest_expected() }}
    union
    select distinct
        covered_reason_id,
        1 as expected_contacts

    from {{ ref('int_what_if_levers') }}

),

reasons_seen as (

    select * from {{ ref('int_reasons_seen') }}

),

tickets as (

    select distinct
        ticket_root_number,
        contact_reason_id

    from worked

),

sized as (

    select
        tickets.ticket_root_number,
        tickets.contact_reason_id,
        count(*) as contact_count,
        count(
            distinct
            case
                when contacts.reason_rule = 'case'
                    then
                        coalesce(
                            cases.thread_id,
                            cast(contacts.contact_root_number as varchar)
                        )
                else cast(contacts.contact_root_number as varchar)
            end
        ) as coding_count

    from tickets
    inner join contacts_ticketed
        on tickets.ticket_root_number = contacts_ticketed.ticket_root_number
    inner join contacts
        on
            contacts_ticketed.contact_root_number
            = contacts.contact_root_number
    left join cases
        on contacts.contact_root_number = cases.contact_root_number
    group by tickets.ticket_root_number, tickets.contact_reason_id

),

placed as (

    select
        sized.ticket_root_number,
        reasons_seen.estimate,
        levers.expected_contacts,
        reasons_seen.identified_share,
        reasons_seen.coded_share,
        sized.contact_count,
        sized.coding_count,
        sized.contact_count - levers.expected_contacts as excess_count,
        greatest(
            levers.expected_contacts
            - (sized.contact_count - sized.coding_count), 1
        ) as expected_codings

    from sized
    inner join levers
        on sized.contact_reason_id = levers.covered_reason_id
    inner join reasons_seen
        on sized.contact_reason_id = reasons_seen.contact_reason_id

),

unseen as (

    select
        ticket_root_number,
        estimate,
        expected_contacts,
        case
            when excess_count <= 0 then 1
            else
                {{ excess_behind(
                    'contact_count', 'identified_share', 'expected_contacts'
                ) }} / excess_count
                * (
                    {{ excess_behind(
                        'coding_count', 'coded_share', 'expected_codings'
                    ) }}
                    + excess_count
                    - greatest(coding_count - expected_codings, 0)
                ) / excess_count
        end as excess_factor

    from placed

)

select * from unseen
