-- What a resample draws, per reason: each customer, or, where there are more
-- than 1,000, each of 256 groups of customers by the first two hex digits of
-- their id, so that resampling costs the same however many customers there are.
-- customer_id is a hash: a group is a customer sample, and always the same.

with

contacts as (

    select * from {{ ref('int_contacts_followed') }}

),

reasons as (

    select
        contact_reason_id,
        count(distinct customer_id) as customer_count

    from contacts
    group by contact_reason_id

),

grouped as (

    select
        contacts.contact_reason_id,
        case
            when reasons.customer_count > {{ advice().most_customers }}
                then left(contacts.customer_id, 2)
            else contacts.customer_id
        end as customer_group,
        contacts.followed_day_count as day_number,
        count(*) as ended_count,
        count(case when contacts.is_recontacted then 1 end)
            as recontact_count

    from contacts
    inner join reasons
        on contacts.contact_reason_id = reasons.contact_reason_id
    group by
        contacts.contact_reason_id,
        case
            when reasons.customer_count > {{ advice().most_customers }}
                then left(contacts.customer_id, 2)
            else contacts.customer_id
        end,
        contacts.followed_day_count

)

select * from grouped
