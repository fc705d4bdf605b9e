-- Outbound and internal work attaches to tickets and never lengthens them: to
-- the ticket of its customer that holds its thread or related thread (the
-- latest started before it, else the next); else to the one ticket of its
-- customer that is open then, from one window before its first contact to its
-- reach, of the same reason or its own reason missing or `*`; else to none.

with

interactions as (

    select * from {{ ref('int_interactions_classified') }}

),

contacts_ticketed as (

    select * from {{ ref('int_contacts_ticketed') }}

),

tickets as (

    select * from {{ ref('int_tickets_opened') }}

),

work as (

    select * from interactions
    where
        direction in ('outbound', 'internal')
        and not is_automatic
        and customer_number is not null

),

threads_of_tickets as (

    select distinct
        interactions.thread_id,
        contacts_ticketed.ticket_root_number

    from interactions
    inner join contacts_ticketed
        on
            interactions.contact_root_number
            = contacts_ticketed.contact_root_number
    where interactions.thread_id is not null

),

threads_of_work as (

    select
        interaction_number,
        customer_number,
        started_second,
        thread_id

    from work
    where thread_id is not null

    union all

    select
        interaction_number,
        customer_number,
        started_second,
        related_thread_id as thread_id

    from work
    where related_thread_id is not null

),

by_thread as (

    select
        threads_of_work.interaction_number,
        tickets.ticket_root_number,
        row_number() over (
            partition by threads_of_work.interaction_number
            order by
                case
                    when
                        tickets.started_second
                        <= threads_of_work.started_second
                        then 0
                    else 1
                end,
                abs(
                    tickets.started_second - threads_of_work.started_second
                ),
                tickets.ticket_root_number
        ) as nearness_rank

    from threads_of_work
    inner join threads_of_tickets
        on threads_of_work.thread_id = threads_of_tickets.thread_id
    inner join tickets
        on
            threads_of_tickets.ticket_root_number
            = tickets.ticket_root_number
            and threads_of_work.customer_number = tickets.customer_number

),

thread_attached as (

    select
        interaction_number,
        ticket_root_number,
        'thread_attached' as link_rule

    from by_thread
    where nearness_rank = 1

),

open_then as (

    select
        work.interaction_number,
        min(tickets.ticket_root_number) as ticket_root_number

    from work
    inner join tickets
        on
            work.customer_number = tickets.customer_number
            and work.started_second
            >= tickets.chain_started_second - tickets.window_seconds
            and work.started_second <= tickets.reach_second
    left join thread_attached
        on work.interaction_number = thread_attached.interaction_number
    where
        thread_attached.interaction_number is null
        and (
            work.mapped_reason_id is null
            or work.mapped_reason_id in ('*', tickets.contact_reason_id)
        )
    group by work.interaction_number
    having count(*) = 1

),

attached as (

    select
        interaction_number,
        ticket_root_number,
        link_rule

    from thread_attached

    union all

    select
        interaction_number,
        ticket_root_number,
        'reason_attached' as link_rule

    from open_then

)

select * from attached
