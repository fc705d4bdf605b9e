-- The hour of the week in which each contact began, by the company's clock:
-- weekday 1 is Monday, hours count from 0. A day's hours are counted from its
-- first midnight; on the two days a year whose clock changes, from the change
-- on, backwards from its last one. (The change comes by three in the morning; in
-- zones where it comes earlier an hour of that night may be one off.)

with

contacts as (

    select * from {{ ref('int_contacts_classified') }}

),

days as (

    select
        local_date,
        {{ epoch_seconds('starts_at') }} as starts_second,
        {{ epoch_seconds('ends_at') }} as ends_second

    from {{ ref('int_calendar_days') }}

),

measured as (

    select
        contacts.contact_id,
        contacts.local_date,
        contacts.started_second - days.starts_second as passed_seconds,
        days.ends_second - contacts.started_second as left_seconds,
        days.ends_second - days.starts_second as day_seconds

    from contacts
    inner join days
        on contacts.local_date = days.local_date

),

timed as (

    select
        contact_id,
        {{ weekday('local_date') }} as weekday_number,
        cast(
            floor(
                case
                    when
                        day_seconds = 86400
                        or passed_seconds < 7200
                        or (day_seconds > 86400 and passed_seconds < 10800)
                        then passed_seconds
                    else 86400 - left_seconds
                end / 3600
            ) as integer
        ) as hour_number

    from measured

)

select * from timed
