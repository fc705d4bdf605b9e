-- A ticket goes on while each contact starts no later than the greatest reach
-- of those before it; equal still belongs. Reaches overlap (a call inside a
-- long e-mail case), so it is the greatest so far, not that of the row before.
--
-- link_rule says which reach held the contact: the window, a slow answer, or a
-- case that goes on. ticket_root_number is the first contact of the chain.

with

contacts as (

    select * from {{ ref('int_contacts_reached') }}
    where customer_number is not null

),

neighboured as (

    select * from {{ ref('int_contacts_neighboured') }}

),

with_reach_so_far as (

    select
        contacts.*,
        max(contacts.window_reach_second) over (
            partition by contacts.customer_number, contacts.contact_reason_id
            order by contacts.contact_root_number
            rows between unbounded preceding and 1 preceding
        ) as window_reach_so_far,
        max(contacts.answer_reach_second) over (
            partition by contacts.customer_number, contacts.contact_reason_id
            order by contacts.contact_root_number
            rows between unbounded preceding and 1 preceding
        ) as answer_reach_so_far,
        max(contacts.reach_second) over (
            partition by contacts.customer_number, contacts.contact_reason_id
            order by contacts.contact_root_number
            rows between unbounded preceding and 1 preceding
        ) as reach_so_far

    from contacts
    left join neighboured
        on contacts.contact_root_number = neighboured.contact_root_number
    where neighboured.contact_root_number is null

),

linked as (

    select
        *,
        case
            when reach_so_far is null or started_second > reach_so_far
                then 'first'
            when started_second <= window_reach_so_far then 'window'
            when started_second <= answer_reach_so_far then 'answer'
            else 'case'
        end as link_rule

    from with_reach_so_far

),

chained as (

    select
        contact_root_number,
        customer_number,
        customer_id,
        contact_reason_id,
        started_second,
        reach_second,
        window_seconds,
        link_rule,
        max(case when link_rule = 'first' then contact_root_number end) over (
            partition by customer_number, contact_reason_id
            order by contact_root_number
            rows between unbounded preceding and current row
        ) as ticket_root_number

    from linked

)

select * from chained
