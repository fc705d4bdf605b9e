-- All pairs in one row, beside the customers that say of themselves that they
-- are ambiguous.
select
    'all ambiguous customers' as place,
    count(*) as row_count,
    count(distinct pairs.customer_id || pairs.touched_customer_id) as pair_count,
    count(distinct pairs.customer_id) as listed_customer_count,
    (
        select count(*) from marts.customers where identity_rule = 'ambiguous'
    ) as ambiguous_customer_count,
    count(*) filter (
        pairs.customer_id = pairs.touched_customer_id
        or coalesce(touched.identity_rule <> 'account', true)
    ) as untouchable_count,
    count(*) filter (
        touched_customer_count < 2
        or touched_customer_count <> pairs_of_customer
        or shared_identifier_count < 1
        or pairs.ticket_count > pairs.contact_count
        or pairs.contact_count > pairs.interaction_count
    ) as out_of_range_count

from (
    select *, count(*) over (partition by customer_id) as pairs_of_customer
    from marts.ambiguous_customers
) as pairs
left join marts.customers as touched
    on pairs.touched_customer_id = touched.customer_id
