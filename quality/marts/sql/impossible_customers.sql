-- All impossible customers in one row, beside what customers says of them.
select
    'all impossible customers' as place,
    count(*) as row_count,
    count(distinct impossible.customer_id) as customer_count,
    count(*) filter (
        coalesce(
            impossible_rule
            not in ('accounts', 'monthly_contacts', 'daily_contacts'),
            true
        )
        or identifier_key is null
    ) as unknown_word_count,
    count(*) filter (
        max_daily_contact_count > max_monthly_contact_count
        or max_monthly_contact_count > impossible.contact_count
        or (impossible_rule = 'monthly_contacts' and max_monthly_contact_count <= 100)
    ) as out_of_range_count,
    count(*) filter (
        (
            impossible.account_count, impossible.contact_count,
            impossible.ticket_count, impossible.interaction_count
        ) is distinct from (
            customers.account_count, customers.contact_count,
            customers.ticket_count, customers.interaction_count
        )
    ) as unlike_customer_count

from marts.impossible_customers as impossible
left join marts.customers
    on impossible.customer_id = customers.customer_id
