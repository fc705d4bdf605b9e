-- What each customer adds to the rates that months are compared by, for each
-- month and reason: what is counted, out of how much. mean_contacts_30_days
-- waits, as everywhere, until every ticket of the month is followed for 30 days.

{% set rates = {
    'reiterated_ticket_rate': ('is_eligible', 'case when is_reiterated then 1 else 0 end'),
    'mean_contacts_30_days': ('is_30_days_known', 'contact_count_30_days'),
} %}

with

tickets as (

    select * from {{ ref('int_tickets_described') }}

),

in_months as (

    select
        *,
        cast(date_trunc('month', local_date) as date) as month_started_on

    from tickets

),

followed as (

    select
        month_started_on,
        bool_and(is_30_days_known or not is_start_known) as is_followed

    from in_months
    group by month_started_on

),

summed as (

    {% for rate, (condition, figure) in rates.items() %}
    select
        '{{ rate }}' as rate_name,
        in_months.month_started_on,
        in_months.contact_reason_id,
        in_months.customer_id,
        cast(sum({{ figure }}) as double) as counted,
        cast(count(*) as double) as out_of

    from in_months
    inner join followed
        on in_months.month_started_on = followed.month_started_on
    where
        {{ condition }}
        {{ 'and followed.is_followed' if rate == 'mean_contacts_30_days' }}
    group by
        in_months.month_started_on,
        in_months.contact_reason_id,
        in_months.customer_id
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

)

select * from summed
