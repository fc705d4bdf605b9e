-- Contacts and reiterations per 1,000 active customers, and per 1,000 orders.
-- The mean over active customers, those who never came among them, takes its
-- interval on the log scale: v = sum over customers (theirs - mean)^2
-- / (m * (m - 1)). A contact without customer is one of its own. Orders are
-- taken as given, so that rate has the same relative error. A month that begins
-- before any source of contacts is complete has contacts nobody sees, so it stays
-- provisional, as one that is not over. Of a segment that no customer is known to
-- be in nobody can say how often it comes: no rate, not a rate of 0. Nor can anybody
-- say how often customers came again in a final month before which no whole window
-- is seen: second contacts look like first ones there.

{% set z = 1.959963984540054 %}
{% set is_seen = 'segments.customer_segment is not null' %}
{% set told = {
    'contact': is_seen,
    'reiteration': is_seen ~ ' and ('
    ~ 'known.month_started_on is not null or months.is_provisional)',
} %}

with

activity as (

    select * from {{ ref('int_activity_counted') }}

),

contacts as (

    select
        *,
        cast(date_trunc('month', local_date) as date) as month_started_on,
        coalesce(customer_id, contact_id) as actor_id

    from {{ ref('contacts') }}

),

months as (

    select * from {{ ref('int_calendar_months') }}

),

known as (

    select * from {{ ref('int_calendar_known') }}

),

segments as (

    select distinct customer_segment

    from {{ ref('customers') }}
    where customer_segment is not null
    union
    select 'all' as customer_segment

),

sides as (

    select
        month_started_on,
        customer_segment,
        actor_id,
        is_reiteration

    from contacts
    where customer_segment is not null
    union all
    select
        month_started_on,
        'all' as customer_segment,
        actor_id,
        is_reiteration

    from contacts

),

by_customer as (

    select
        month_started_on,
        customer_segment,
        actor_id,
        count(*) as contact_count,
        count(case when is_reiteration then 1 end) as reiteration_count

    from sides
    group by month_started_on, customer_segment, actor_id

),

counted as (

    select
        month_started_on,
        customer_segment,
        {% for what in ['contact', 'reiteration'] %}
        cast(sum({{ what }}_count) as bigint) as {{ what }}_count,
        cast(sum({{ what }}_count * {{ what }}_count) as double)
            as {{ what }}_squared,
        {% endfor %}
        count(*) as customer_count

    from by_customer
    group by month_started_on, customer_segment

),

published as (

    select
        activity.month_started_on,
        activity.customer_segment,
        activity.active_customer_count,
        activity.order_count,
        coalesce(counted.contact_count, 0) as contact_count,
        coalesce(counted.reiteration_count, 0) as reiteration_count,
        {% for what, is_told in told.items() %}
        case
            when {{ is_told }}
                then {{ per_thousand(what, 'active_customer_count') }}
        end as {{ what }}s_per_1000_customers,
        {% for end, sign in [('low', -z), ('high', z)] %}
        case
            when {{ is_told }}
                then {{ settled(per_thousand_end(what, sign)) }}
        end as {{ what }}s_per_1000_customers_{{ end }},
        {% endfor %}
        case
            when {{ is_told }}
                then {{ per_thousand(what, 'order_count') }}
        end as {{ what }}s_per_1000_orders,
        {% endfor %}
        coalesce(
            counted.contact_count < 30 or counted.customer_count < 30, true
        ) as is_small_cell,
        months.is_provisional

    from activity
    inner join months
        on activity.month_started_on = months.month_started_on
    left join known
        on activity.month_started_on = known.month_started_on
    left join segments
        on activity.customer_segment = segments.customer_segment
    left join counted
        on
            activity.month_started_on = counted.month_started_on
            and activity.customer_segment = counted.customer_segment

)

select * from published
