-- What is seen of each channel's contacts in the year: how many name their customer,
-- and how many are in a ticket of a known reason.

with

contacts as (

    select * from {{ ref('int_contacts_classified') }}

),

year_days as (

    select * from {{ ref('int_calendar_yearly') }}

),

contacts_ticketed as (

    select * from {{ ref('int_contacts_ticketed') }}

),

tickets as (

    select * from {{ ref('int_tickets_described') }}
    where contact_reason_id <> 'unqualified'

),

seen as (

    select
        contacts.channel,
        cast(count(contacts.customer_number) as double) / count(*)
            as identified_share,
        cast(count(tickets.ticket_root_number) as double) / count(*)
            as ticketed_share

    from contacts
    inner join year_days
        on contacts.local_date = year_days.local_date
    left join contacts_ticketed
        on
            contacts.contact_root_number
            = contacts_ticketed.contact_root_number
    left join tickets
        on
            contacts_ticketed.ticket_root_number
            = tickets.ticket_root_number
    group by contacts.channel

)

select * from seen
