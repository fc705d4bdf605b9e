-- All customers in one row.
select
    'all customers' as place,
    count(*) as row_count,
    count(distinct md5_number(customer_id)) as customer_count,
    count(*) filter (customer_id is null or identity_rule is null)
        as missing_count,
    count(*) filter (
        ticket_count < 0 or contact_count < ticket_count
        or interaction_count < contact_count or first_seen_at > last_seen_at
        or (first_seen_at is null) <> (interaction_count = 0)
    ) as out_of_range_count

from marts.customers
