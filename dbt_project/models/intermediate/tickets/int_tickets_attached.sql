-- Outbound and internal work attaches to tickets and never lengthens them: to the
-- one that its thread gives; else to the one ticket of its customer that is open
-- then, from one window before its first contact to its reach, of the same reason or
-- its own reason missing or `*`; else to none.

with

interactions as (

    select * from {{ ref('int_interactions_classified') }}

),

tickets as (

    select * from {{ ref('int_tickets_opened') }}

),

threaded as (

    select * from {{ ref('int_tickets_threaded') }}

),

work as (

    select * from interactions
    where
        direction in ('outbound', 'internal')
        and not is_automatic
        and customer_number is not null

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
    left join threaded
        on work.interaction_number = threaded.interaction_number
    where
        threaded.interaction_number is null
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
        'thread_attached' as link_rule

    from threaded

    union all

    select
        interaction_number,
        ticket_root_number,
        'reason_attached' as link_rule

    from open_then

)

select * from attached
