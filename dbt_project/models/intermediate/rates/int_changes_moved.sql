-- How much each customer moves a change between two months, at constant mix and
-- by mix: how much one more ticket, and one more counted, of a reason and month
-- moves it (its derivative), times what the customer has of them, over reasons
-- and over both months.

{% set pair = [
    'rate_name', 'comparison', 'month_started_on', 'compared_month_started_on',
] %}
{% set effects = ['rate_change', 'constant_mix_change', 'mix_change'] %}

with

customers as (

    select * from {{ ref('int_customers_summed') }}

),

compared as (

    select * from {{ ref('int_mixes_compared') }}

),

with_totals as (

    select
        {% for side in ['later', 'earlier'] %}
        {{ exact_sum(side ~ '_share * own_change', 'over months') }}
            as {{ side }}_own_change,
        {{ exact_sum(side ~ '_share * mean_rate', 'over months') }}
            as {{ side }}_mean_rate,
        {{ exact_sum(side ~ '_share * ' ~ side ~ '_rate', 'over months') }}
            as {{ side }}_total_rate,
        {% endfor %}
        *

    from compared
    window months as (partition by {{ pair | join(', ') }})

),

moves as (

    {% for side, sign in {'later': 1, 'earlier': -1}.items() %}
    {% set month = {
        'later': 'month_started_on', 'earlier': 'compared_month_started_on',
    }[side] %}
    select
        {{ pair | join(', ') }},
        {{ month }} as side_month_started_on,
        contact_reason_id,
        {{ sign }} / {{ side }}_total as rate_change_by_counted,
        {{ -sign }} * {{ side }}_total_rate / {{ side }}_total
            as rate_change_by_out_of,
        {{ sign }} * constant_mix_share / {{ side }}_count
            as constant_mix_change_by_counted,
        {{ -sign }} * constant_mix_share * {{ side }}_rate
        / {{ side }}_count
        + (own_change - {{ side }}_own_change) / 2 / {{ side }}_total
            as constant_mix_change_by_out_of,
        mix_share / {{ side }}_count as mix_change_by_counted,
        -mix_share * {{ side }}_rate / {{ side }}_count
        + {{ sign }} * (mean_rate - {{ side }}_mean_rate) / {{ side }}_total
            as mix_change_by_out_of

    from with_totals
    where {{ side }}_count is not null
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

),

moved as (

    select
        {% for effect in effects %}
        {{ exact_sum(
            'customers.counted * moves.' ~ effect ~ '_by_counted'
            ~ ' + customers.out_of * moves.' ~ effect ~ '_by_out_of'
        ) }} as {{ effect }}_moved,
        {% endfor %}
        {% for key in pair %}
        moves.{{ key }},
        {% endfor %}
        customers.customer_id

    from moves
    inner join customers
        on
            moves.rate_name = customers.rate_name
            and moves.side_month_started_on = customers.month_started_on
            and moves.contact_reason_id = customers.contact_reason_id
    group by
        {% for key in pair %}
        moves.{{ key }},
        {% endfor %}
        customers.customer_id

)

select * from moved
