-- How each ticket ended, first match: `reiterated` (a second contact starts
-- within the window after the first one's end; equal still belongs),
-- `reiterated_late` (a second contact later: a slow answer, a reopened case),
-- `unserved` (one contact, and nobody served it), `once_and_done` (one contact,
-- served). Once & Done says that the customer did not come back, not that the
-- problem is solved: `unserved` stands beside it always.

with

tickets as (

    select * from {{ ref('int_tickets_summed') }}

),

resolved as (

    select
        *,
        case
            when
                second_started_second <= first_ended_second + window_seconds
                then 'reiterated'
            when second_started_second is not null then 'reiterated_late'
            when unserved_contact_count > 0 then 'unserved'
            else 'once_and_done'
        end as resolution

    from tickets

)

select * from resolved
