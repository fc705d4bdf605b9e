-- The whole mart beside the contacts it counts, segments hashed.
with

contacts as (

    select
        cast(date_trunc('month', local_date) as date) as month_started_on,
        coalesce(customer_segment, 'all') as customer_segment,
        count(*) as contact_count,
        count(*) filter (is_reiteration) as reiteration_count

    from marts.contacts
    group by grouping sets (
        (cast(date_trunc('month', local_date) as date), customer_segment),
        (cast(date_trunc('month', local_date) as date))
    )
    having grouping(customer_segment) = 1 or customer_segment is not null

)

select
    strftime(month_started_on, '%Y-%m') || ' '
    || left(sha256(customer_segment), 12) as place,
    strftime(month_started_on, '%Y-%m-%d') as month_started_on,
    left(sha256(customer_segment), 12) as customer_segment,
    rates.contact_count,
    coalesce(contacts.contact_count, 0) as contacts_in_contacts,
    rates.reiteration_count,
    coalesce(contacts.reiteration_count, 0) as reiterations_in_contacts,
    cast(
        active_customer_count < 0 or order_count < 0
        or (contacts_per_1000_customers is null) <> (
            active_customer_count = 0
            or customer_segment <> 'all' and customer_segment not in (
                select customer_segment from marts.customers
                where customer_segment is not null
            )
        )
        or abs(
            contacts_per_1000_customers
            - 1000 * rates.contact_count / active_customer_count
        ) > $nearly * 1000
        or abs(
            reiterations_per_1000_customers
            - 1000 * rates.reiteration_count / active_customer_count
        ) > $nearly * 1000
        or abs(
            contacts_per_1000_orders - 1000 * rates.contact_count / order_count
        ) > $nearly * 1000
        or abs(
            reiterations_per_1000_orders
            - 1000 * rates.reiteration_count / order_count
        ) > $nearly * 1000 as integer
    ) as rate_wrong_count,
    cast(
        contacts_per_1000_customers
        not between contacts_per_1000_customers_low - $nearly
        and contacts_per_1000_customers_high + $nearly
        or reiterations_per_1000_customers
        not between reiterations_per_1000_customers_low - $nearly
        and reiterations_per_1000_customers_high + $nearly as integer
    ) as interval_wrong_count,
    cast(rates.contact_count < 30 and not is_small_cell as integer)
        as unmarked_small_count

from marts.contact_rates as rates
left join contacts using (month_started_on, customer_segment)
