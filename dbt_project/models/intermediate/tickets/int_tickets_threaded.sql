-- Outbound and internal work goes to the ticket of the contact that its customer
-- made last before it in its thread or related thread (else the next one there), for
-- that is what it answers. An endless thread may hold several tickets that go on
-- side by side.

with

interactions as (

    select * from {{ ref('int_interactions_classified') }}

),

contacts_ticketed as (

    select * from {{ ref('int_contacts_ticketed') }}

),

work as (

    select * from interactions
    where
        direction in ('outbound', 'internal')
        and not is_automatic
        and customer_number is not null

),

threads_of_contacts as (

    select
        interactions.customer_number,
        interactions.thread_id,
        contacts_ticketed.ticket_root_number,
        min(interactions.interaction_number) as first_number

    from interactions
    inner join contacts_ticketed
        on
            interactions.contact_root_number
            = contacts_ticketed.contact_root_number
    where interactions.thread_id is not null
    group by
        interactions.customer_number,
        interactions.thread_id,
        contacts_ticketed.contact_root_number,
        contacts_ticketed.ticket_root_number

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

-- Contacts and work of one customer and thread in time order: the last contact
-- before the work, the first one after it.
events as (

    select
        customer_number,
        thread_id,
        first_number as event_number,
        first_number as contact_number,
        null as interaction_number

    from threads_of_contacts

    union all

    select
        customer_number,
        thread_id,
        interaction_number as event_number,
        null as contact_number,
        interaction_number

    from threads_of_work

),

with_contacts_around as (

    select
        interaction_number,
        max(contact_number) over (
            partition by customer_number, thread_id
            order by event_number
            rows between unbounded preceding and 1 preceding
        ) as previous_number,
        min(contact_number) over (
            partition by customer_number, thread_id
            order by event_number
            rows between 1 following and unbounded following
        ) as next_number

    from events

),

by_thread as (

    select
        interaction_number,
        coalesce(max(previous_number), min(next_number)) as first_number

    from with_contacts_around
    where interaction_number is not null
    group by interaction_number

),

threaded as (

    select
        by_thread.interaction_number,
        threads_of_contacts.ticket_root_number

    from by_thread
    inner join threads_of_contacts
        on by_thread.first_number = threads_of_contacts.first_number

)

select * from threaded
