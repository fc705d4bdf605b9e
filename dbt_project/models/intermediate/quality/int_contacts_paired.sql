-- Contacts with a reason that come after a quiet window, and whether the same
-- customer's next contact comes within the window, for the same reason. One
-- pair a quiet contact, so that chains do not count a miscoding twice. The
-- window is the default one, for any reason. Pairs of one case are left out:
-- there both contacts have one code by rule; of two cases each has its own. Only
-- first contacts whose window is over by the horizon.
--
-- One row per contact after a quiet window.

with

contacts as (

    select * from {{ ref('int_contacts_classified') }}
    where customer_number is not null and contact_reason_id <> 'unqualified'

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

settings as (

    select * from {{ ref('stg_workspace__settings') }}

),

contacts_of_cases as (

    select distinct
        contact_root_number,
        thread_id

    from {{ ref('int_interactions_contacted') }}
    where thread_kind = 'case' and contact_root_number is not null

),

with_around as (

    select
        contact_root_number,
        customer_number,
        contact_reason_id,
        reason_rule,
        started_second,
        ended_second,
        max(ended_second) over (
            partition by customer_number
            order by contact_root_number
            rows between unbounded preceding and 1 preceding
        ) as previous_ended_second,
        lead(contact_root_number) over contact_order
            as next_contact_root_number,
        lead(started_second) over contact_order as next_started_second,
        lead(contact_reason_id) over contact_order as next_reason_id,
        lead(reason_rule) over contact_order as next_reason_rule

    from contacts
    window contact_order as (
        partition by customer_number order by contact_root_number
    )

),

limited as (

    select
        with_around.*,
        settings.reiteration_window_days * {{ days(1) }} as window_seconds

    from with_around
    cross join settings

),

of_one_case as (

    select distinct with_around.contact_root_number

    from with_around
    inner join contacts_of_cases
        on
            with_around.contact_root_number
            = contacts_of_cases.contact_root_number
    inner join contacts_of_cases as cases_of_next
        on
            with_around.next_contact_root_number
            = cases_of_next.contact_root_number
            and contacts_of_cases.thread_id = cases_of_next.thread_id
    where
        with_around.reason_rule = 'case'
        and with_around.next_reason_rule = 'case'

),

paired as (

    select
        limited.customer_number,
        coalesce(
            limited.next_started_second
            <= limited.ended_second + limited.window_seconds,
            false
        ) as is_followed,
        coalesce(
            limited.next_started_second
            <= limited.ended_second + limited.window_seconds
            and limited.next_reason_id = limited.contact_reason_id,
            false
        ) as is_repeated

    from limited
    cross join horizon
    left join of_one_case
        on limited.contact_root_number = of_one_case.contact_root_number
    where
        coalesce(
            limited.started_second
            > limited.previous_ended_second + limited.window_seconds,
            true
        )
        and limited.ended_second + limited.window_seconds
        <= horizon.horizon_second
        and coalesce(
            not (
                limited.next_started_second
                <= limited.ended_second + limited.window_seconds
                and of_one_case.contact_root_number is not null
            ),
            true
        )

)

select * from paired
