-- How many whole days each contact of a ticket is followed, up to 90, and
-- whether that ended with another contact of the same customer and reason. The
-- next contact comes on day d when it starts more than d - 1 and at most d days
-- (of 86,400 s) after this one's end; on day 0 when it starts by that end.
-- Nobody is followed past the horizon, nor past a known departure; the day that
-- one of these cuts short counts for nothing, so that all days are whole.
-- A contact after a departure shows that the customer is there: it is followed
-- to the horizon.

with

contacts as (

    select * from {{ ref('int_contacts_caused') }}

),

tickets as (

    select * from {{ ref('int_tickets_opened') }}

),

departed as (

    select * from {{ ref('int_customers_departed') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

with_next as (

    select
        contacts.contact_root_number,
        tickets.contact_reason_id,
        tickets.customer_id,
        tickets.customer_number,
        contacts.ended_second,
        lead(contacts.started_second) over (
            partition by tickets.customer_number, tickets.contact_reason_id
            order by contacts.contact_root_number
        ) as next_started_second

    from contacts
    inner join tickets
        on contacts.ticket_root_number = tickets.ticket_root_number

),

with_ends as (

    select
        with_next.*,
        least(
            horizon.horizon_second,
            coalesce(
                case
                    when departed.departed_second > with_next.ended_second
                        then departed.departed_second
                end,
                horizon.horizon_second
            )
        ) as followed_until_second

    from with_next
    cross join horizon
    left join departed
        on with_next.customer_number = departed.customer_number
    where with_next.ended_second <= horizon.horizon_second

),

in_seconds as (

    select
        contact_root_number,
        contact_reason_id,
        customer_id,
        followed_until_second - ended_second as known_seconds,
        -- The greatest of nothing and 0 would be 0: no next contact, no time.
        case
            when next_started_second is not null
                then greatest(next_started_second - ended_second, 0)
        end as next_seconds

    from with_ends

),

in_days as (

    select
        contact_root_number,
        contact_reason_id,
        customer_id,
        cast(least(floor(known_seconds / 86400), 90) as integer)
            as whole_days,
        cast(ceil(next_seconds / 86400) as integer) as next_day

    from in_seconds

),

followed as (

    select
        contact_root_number,
        contact_reason_id,
        customer_id,
        least(whole_days, coalesce(next_day, whole_days))
            as followed_day_count,
        coalesce(next_day <= whole_days, false) as is_recontacted

    from in_days

)

select * from followed
