-- A contact with a customer is in exactly one ticket of that customer and of
-- the contact's reason; one without customer is in none.

with

contacts as (

    select * from {{ ref('contacts') }}

),

tickets as (

    select * from {{ ref('tickets') }}

)

select contacts.contact_id
from contacts
left join tickets
    on
        contacts.ticket_id = tickets.ticket_id
        and contacts.customer_id = tickets.customer_id
        and contacts.contact_reason_id = tickets.contact_reason_id
where (contacts.customer_id is null) <> (tickets.ticket_id is null)
