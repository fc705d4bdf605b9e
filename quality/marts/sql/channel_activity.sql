-- By month and channel, beside the contacts; nothing of teams and partners.
with

activity as (

    select
        month_started_on,
        channel,
        count(*) as row_count,
        count(distinct (
            team_name, partner_name, weekday_number, hour_number
        )) as distinct_count,
        sum(contact_count) as contact_count,
        sum(served_contact_count) as served_count,
        sum(reiteration_count) as reiteration_count,
        count(*) filter (
            contact_count < 1
            or served_contact_count + abandoned_contact_count > contact_count
            or reiteration_count > contact_count
            or waiting_known_contact_count > contact_count
            or handling_known_contact_count > contact_count
        ) as miscounted_count,
        count(*) filter (
            weekday_number not between 1 and 7
            or hour_number not between 0 and 23
        ) as hour_wrong_count,
        count(*) filter (
            waiting_seconds < 0 or handling_seconds < 0
            or (waiting_seconds is null) <> (waiting_known_contact_count = 0)
            or (handling_seconds is null) <> (handling_known_contact_count = 0)
        ) as seconds_wrong_count

    from marts.channel_activity
    group by all

),

contacts as (

    select
        cast(date_trunc('month', local_date) as date) as month_started_on,
        channel,
        count(*) as contacts_in_contacts,
        count(*) filter (is_served) as served_in_contacts,
        count(*) filter (is_reiteration) as reiterations_in_contacts

    from marts.contacts
    group by all

)

select
    strftime(month_started_on, '%Y-%m') || ' ' || channel as place,
    row_count,
    distinct_count,
    miscounted_count,
    hour_wrong_count,
    seconds_wrong_count,
    cast(coalesce(contact_count, 0) as bigint) as contact_count,
    cast(coalesce(served_count, 0) as bigint) as served_count,
    cast(coalesce(reiteration_count, 0) as bigint) as reiteration_count,
    coalesce(contacts_in_contacts, 0) as contacts_in_contacts,
    coalesce(served_in_contacts, 0) as served_in_contacts,
    coalesce(reiterations_in_contacts, 0) as reiterations_in_contacts

from activity
full join contacts using (month_started_on, channel)
order by place
