-- `neighbour`: a contact that nobody served and that has no reason joins the
-- ticket of the nearest contact with a reason, by start, the earlier on a tie,
-- if all contacts with a reason of this customer, within their reason's window
-- before or after it, share one reason. Equal still belongs. It is counted
-- there, but moves no limit of the ticket: it takes no part in the chain. Whom a
-- person left without reason stays so.

with

contacts as (

    select * from {{ ref('int_contacts_classified') }}
    where customer_number is not null

),

strays as (

    select * from contacts
    where
        not is_served
        and contact_reason_id = 'unqualified'
        and coalesce(reason_rule, '') <> 'override'

),

reasoned as (

    select * from contacts
    where contact_reason_id <> 'unqualified'

),

within_window as (

    select
        strays.contact_root_number,
        reasoned.contact_root_number as neighbour_root_number,
        reasoned.contact_reason_id,
        abs(strays.started_second - reasoned.started_second)
            as distance_seconds

    from strays
    inner join reasoned
        on
            strays.customer_number = reasoned.customer_number
            and strays.started_second
            <= reasoned.ended_second + reasoned.window_seconds
            and reasoned.started_second
            <= strays.ended_second + reasoned.window_seconds

),

of_one_reason as (

    select contact_root_number

    from within_window
    group by contact_root_number
    having count(distinct contact_reason_id) = 1

),

nearest as (

    select
        within_window.contact_root_number,
        within_window.neighbour_root_number,
        within_window.contact_reason_id,
        row_number() over (
            partition by within_window.contact_root_number
            order by
                within_window.distance_seconds,
                within_window.neighbour_root_number
        ) as nearness_rank

    from within_window
    inner join of_one_reason
        on
            within_window.contact_root_number
            = of_one_reason.contact_root_number

),

neighboured as (

    select
        contact_root_number,
        neighbour_root_number,
        contact_reason_id

    from nearest
    where nearness_rank = 1

)

select * from neighboured
