-- Who: an interaction takes the customer of its identifiers; without usable
-- ones, that of its thread, else of its related thread, if that has exactly
-- one.
--
-- customer_id is a pure function of the data: the hash of the customer's first
-- interaction that names them (what a thread gives them later, however old, does
-- not change who they are). customer_number is the same customer as an integer of this
-- build, which windows sort faster; an interaction without customer has
-- neither, and stitching never makes one giant customer of them.

with

interactions as (

    select * from {{ ref('int_interactions_unioned') }}

),

customers as (

    select * from {{ ref('int_customers_joined') }}

),

by_identifier as (

    select
        interactions.interaction_id,
        interactions.interaction_number,
        interactions.thread_id,
        interactions.related_thread_id,
        interactions.started_second,
        customers.customer_number,
        customers.identity_rule

    from interactions
    left join customers
        on interactions.interaction_id = customers.carrier_id

),

threads_of_one_customer as (

    select
        thread_id,
        min(customer_number) as customer_number

    from by_identifier
    where thread_id is not null
    group by thread_id
    having count(distinct customer_number) = 1

),

by_thread as (

    select
        by_identifier.interaction_id,
        by_identifier.interaction_number,
        by_identifier.started_second,
        coalesce(
            by_identifier.customer_number,
            threads_of_one_customer.customer_number,
            related_threads.customer_number
        ) as customer_number,
        case
            when by_identifier.customer_number is not null
                then by_identifier.identity_rule
            when
                threads_of_one_customer.customer_number is not null
                or related_threads.customer_number is not null
                then 'thread'
            else 'unidentified'
        end as identity_rule

    from by_identifier
    left join threads_of_one_customer
        on by_identifier.thread_id = threads_of_one_customer.thread_id
    left join threads_of_one_customer as related_threads
        on by_identifier.related_thread_id = related_threads.thread_id

),

ordered as (

    select
        customer_number,
        interaction_id,
        row_number() over (
            partition by customer_number
            order by started_second, interaction_id
        ) as position_number

    from by_identifier
    where customer_number is not null

),

named as (

    select
        customer_number,
        {{ short_id('interaction_id') }} as customer_id

    from ordered
    where position_number = 1

),

assigned as (

    select
        by_thread.interaction_number,
        by_thread.customer_number,
        named.customer_id,
        by_thread.identity_rule

    from by_thread
    left join named
        on by_thread.customer_number = named.customer_number

)

select * from assigned
