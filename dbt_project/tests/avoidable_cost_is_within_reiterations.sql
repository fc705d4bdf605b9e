-- Where a contact is expected, what is avoidable is part of the reiterations'
-- cost. Only a credit in the ledger, larger for one contact than all else, can
-- turn that: tickets with a negative cost in them are left out.

with

tickets as (

    select * from {{ ref('tickets') }}

),

credited as (

    select distinct ticket_id
    from {{ ref('interactions') }}
    where cost_amount < 0

)

select tickets.*
from tickets
left join credited
    on tickets.ticket_id = credited.ticket_id
where
    tickets.expected_contacts >= 1
    and tickets.avoidable_cost_amount > tickets.reiteration_cost_amount
    and credited.ticket_id is null
