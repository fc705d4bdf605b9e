-- What can be known of each ticket yet. Its start is known when every contact
-- source that was active then had been complete for one window before it:
-- earlier contacts might be hidden otherwise. It is eligible when, moreover, its
-- first contact's window is over by the horizon; it looks at the first contact
-- only, so repeaters and others of the same day enter alike. It is closed when
-- its reach is over. Equal is enough everywhere.

with

tickets as (

    select * from {{ ref('int_tickets_opened') }}

),

contacts as (

    select * from {{ ref('int_contacts_caused') }}
    where contact_number = 1

),

sources as (

    select * from {{ ref('int_sources_completed') }}
    where is_contact_source

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

starts as (

    select distinct
        started_second,
        window_seconds

    from tickets

),

starts_known as (

    select
        starts.started_second,
        starts.window_seconds,
        count(sources.source_name) > 0
        and max(
            case
                when
                    sources.complete_from_second
                    > starts.started_second - starts.window_seconds
                    then 1
                else 0
            end
        ) = 0 as is_start_known

    from starts
    left join sources
        on
            starts.started_second >= sources.complete_from_second
            and (
                sources.active_until_second is null
                or starts.started_second < sources.active_until_second
            )
    group by starts.started_second, starts.window_seconds

),

known as (

    select
        tickets.ticket_root_number,
        tickets.window_seconds,
        starts_known.is_start_known,
        starts_known.is_start_known
        and coalesce(
            contacts.ended_second + tickets.window_seconds
            <= horizon.horizon_second,
            false
        ) as is_eligible,
        starts_known.is_start_known
        and coalesce(
            tickets.started_second + {{ days(30) }} <= horizon.horizon_second,
            false
        ) as is_30_days_known,
        coalesce(tickets.reach_second <= horizon.horizon_second, false)
            as is_closed

    from tickets
    inner join contacts
        on tickets.ticket_root_number = contacts.ticket_root_number
    inner join starts_known
        on
            tickets.started_second = starts_known.started_second
            and tickets.window_seconds = starts_known.window_seconds
    cross join horizon

)

select * from known
