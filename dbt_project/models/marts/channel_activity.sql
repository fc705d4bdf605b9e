with

contacts as (

    select * from {{ ref('contacts') }}

),

hours as (

    select * from {{ ref('int_contacts_timed') }}

),

months as (

    select * from {{ ref('int_calendar_months') }}

),

published as (

    select
        cast(date_trunc('month', contacts.local_date) as date)
            as month_started_on,
        contacts.channel,
        contacts.team_name,
        contacts.partner_name,
        hours.weekday_number,
        hours.hour_number,
        count(*) as contact_count,
        count(case when contacts.is_served then 1 end) as served_contact_count,
        count(
            case
                when not contacts.is_served and contacts.outcome = 'abandoned'
                    then 1
            end
        ) as abandoned_contact_count,
        count(case when contacts.is_reiteration then 1 end)
            as reiteration_count,
        count(contacts.waiting_seconds) as waiting_known_contact_count,
        cast({{ settled('sum(contacts.waiting_seconds)') }} as double)
            as waiting_seconds,
        count(contacts.handling_seconds) as handling_known_contact_count,
        cast({{ settled('sum(contacts.handling_seconds)') }} as double)
            as handling_seconds,
        coalesce(bool_or(months.is_provisional), true) as is_provisional

    from contacts
    inner join hours
        on contacts.contact_id = hours.contact_id
    left join months
        on
            cast(date_trunc('month', contacts.local_date) as date)
            = months.month_started_on
    group by
        cast(date_trunc('month', contacts.local_date) as date),
        contacts.channel,
        contacts.team_name,
        contacts.partner_name,
        hours.weekday_number,
        hours.hour_number

)

select * from published
