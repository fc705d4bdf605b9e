-- All merges in one row, beside the customers and interactions they speak of.
select
    'all merges' as place,
    count(*) as row_count,
    count(distinct from_customer_id) as given_up_count,
    count(*) filter (
        customers.customer_id is null
        or from_customer_id in (select customer_id from marts.customers)
    ) as unlisted_count,
    count(*) filter (
        coalesce(moved_interaction_count < 1, true)
        or coalesce(moved_ticket_count > moved_interaction_count, true)
        or coalesce(moved_month_count > moved_ticket_count, true)
        or (first_moved_month_on is null) <> (moved_ticket_count = 0)
        or first_moved_month_on > last_moved_month_on
    ) as out_of_range_count,
    count(*) filter (
        interactions.started_at is distinct from merged_at
        or interactions.customer_id is distinct from into_customer_id
    ) as untraced_count

from marts.customer_merges
left join marts.customers
    on customer_merges.into_customer_id = customers.customer_id
left join marts.interactions
    on customer_merges.interaction_id = interactions.interaction_id
