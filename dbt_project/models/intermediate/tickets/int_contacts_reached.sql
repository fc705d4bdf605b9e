-- How far each contact reaches: the latest of its end + the reason's window;
-- the end of the company's first answer in its thread + the window (a slow
-- answer renews the question); and, if its thread is a case that goes on within
-- 90 days of its end, the start of the next contact of that case and customer.
-- Reach serves to chain contacts only: every other rule uses a contact's end.

with

contacts as (

    select * from {{ ref('int_contacts_classified') }}

),

threaded as (

    select * from {{ ref('int_contacts_threaded') }}

),

threads_summed as (

    select
        contacts.contact_root_number,
        max(threaded.answer_ended_second) as answer_ended_second,
        max(
            case
                when
                    threaded.is_case
                    and threaded.next_started_second
                    <= contacts.ended_second + {{ days(90) }}
                    then threaded.next_started_second
            end
        ) as case_reach_second

    from contacts
    inner join threaded
        on contacts.contact_root_number = threaded.contact_root_number
    group by contacts.contact_root_number

),

with_reaches as (

    select
        contacts.*,
        contacts.ended_second + contacts.window_seconds
            as window_reach_second,
        threads_summed.answer_ended_second + contacts.window_seconds
            as answer_reach_second,
        threads_summed.case_reach_second

    from contacts
    left join threads_summed
        on contacts.contact_root_number = threads_summed.contact_root_number

),

reached as (

    select
        *,
        greatest(
            window_reach_second,
            coalesce(answer_reach_second, window_reach_second),
            coalesce(case_reach_second, window_reach_second)
        ) as reach_second

    from with_reaches

)

select * from reached
