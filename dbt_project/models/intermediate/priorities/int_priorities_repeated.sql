-- A year's reiterations by reason and by the channel a problem begins on, and once
-- more for all channels, with why the customer came back and, where the channel
-- changed, from which to which.

with

contacts as (

    select * from {{ ref('int_contacts_caused') }}

),

tickets as (

    select * from {{ ref('int_tickets_opened') }}

),

year_days as (

    select * from {{ ref('int_calendar_yearly') }}

),

firsts as (

    select
        tickets.ticket_root_number,
        tickets.contact_reason_id,
        contacts.channel as first_channel

    from tickets
    inner join contacts
        on
            tickets.ticket_root_number = contacts.ticket_root_number
            and contacts.contact_number = 1
    inner join year_days
        on contacts.local_date = year_days.local_date

),

repeated as (

    {% for channel in ["firsts.first_channel", "'all'"] %}
    select
        firsts.contact_reason_id,
        {{ channel }} as first_channel,
        contacts.contact_root_number,
        contacts.reiteration_cause,
        case
            when contacts.previous_channel <> contacts.channel
                then contacts.previous_channel
        end as from_channel,
        case
            when contacts.previous_channel <> contacts.channel
                then contacts.channel
        end as to_channel

    from firsts
    inner join contacts
        on firsts.ticket_root_number = contacts.ticket_root_number
    where contacts.is_reiteration
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

)

select * from repeated
