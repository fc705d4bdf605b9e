-- What a contact costs: its legs, and the company's messages in its thread up to
-- the ticket's next contact. Unknown where one of them has no price.

with

attributed as (

    select * from {{ ref('int_costs_attributed') }}
    where contact_root_number is not null

),

costed as (

    select
        contact_root_number,
        case
            when count(*) = count(cost_amount)
                then cast(sum(cost_amount) as decimal(24, 6))
        end as cost_amount

    from attributed
    group by contact_root_number

)

select * from costed
