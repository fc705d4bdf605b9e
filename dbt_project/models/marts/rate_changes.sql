-- How a month's rates differ from an earlier month's, and how much of that is
-- only that customers came for other reasons. The change at constant mix is what
-- a head of service answers for; the mix effect is not.

with

estimated as (

    select * from {{ ref('int_changes_estimated') }}

),

customers as (

    select
        rate_name,
        month_started_on,
        count(distinct customer_id) as customer_count

    from {{ ref('int_customers_summed') }}
    group by rate_name, month_started_on

),

months as (

    select distinct
        period_started_on as month_started_on,
        not is_final as is_provisional

    from {{ ref('int_calendar_periods') }}
    where period_grain = 'month'

),

published as (

    select
        estimated.rate_name,
        estimated.comparison,
        estimated.month_started_on,
        estimated.compared_month_started_on,
        cast(estimated.out_of as bigint) as ticket_count,
        cast(estimated.compared_out_of as bigint) as compared_ticket_count,
        {{ settled('estimated.rate') }} as rate,
        {{ settled('estimated.compared_rate') }} as compared_rate,
        {% for effect in ['rate_change', 'constant_mix_change', 'mix_change'] %}
        {% for end in ['', '_low', '_high'] %}
        {{ settled('estimated.' ~ effect ~ end) }} as {{ effect ~ end }},
        {% endfor %}
        {% endfor %}
        least(
            estimated.out_of,
            estimated.compared_out_of,
            customers.customer_count,
            compared_customers.customer_count
        ) < 30 as is_small_cell,
        months.is_provisional or compared_months.is_provisional
            as is_provisional

    from estimated
    inner join customers
        on
            estimated.rate_name = customers.rate_name
            and estimated.month_started_on = customers.month_started_on
    inner join customers as compared_customers
        on
            estimated.rate_name = compared_customers.rate_name
            and estimated.compared_month_started_on
            = compared_customers.month_started_on
    inner join months
        on estimated.month_started_on = months.month_started_on
    inner join months as compared_months
        on
            estimated.compared_month_started_on
            = compared_months.month_started_on

)

select * from published
