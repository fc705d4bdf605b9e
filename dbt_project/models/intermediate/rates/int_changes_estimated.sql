-- Each change with the ends of its 95 % interval. How much one more ticket, and
-- one more counted, of a reason and month moves each effect is its derivative;
-- customers repeat, over reasons and over both months, so a customer's moves are
-- added up before they are squared: v = m/(m-1) * sum of squares, m customers.

{% set z = 1.959963984540054 %}
{% set pair = [
    'rate_name', 'comparison', 'month_started_on', 'compared_month_started_on',
] %}
{% set effects = ['change', 'constant_mix_change', 'mix_change'] %}

with

customers as (

    select * from {{ ref('int_customers_summed') }}

),

compared as (

    select * from {{ ref('int_mixes_compared') }}

),

with_totals as (

    select
        *,
        {% for side in ['later', 'earlier'] %}
        sum({{ side }}_share * rate_change) over pair
            as {{ side }}_rate_change,
        sum({{ side }}_share * mean_rate) over pair as {{ side }}_mean_rate,
        sum({{ side }}_share * {{ side }}_rate) over pair
            as {{ side }}_total_rate{{ '' if loop.last else ',' }}
        {% endfor %}

    from compared
    window pair as (partition by {{ pair | join(', ') }})

),

moves as (

    {% for side, sign in {'later': 1, 'earlier': -1}.items() %}
    select
        {{ pair | join(', ') }},
        {{ 'month_started_on' if side == 'later'
            else 'compared_month_started_on' }} as side_month_started_on,
        contact_reason_id,
        {{ sign }} / {{ side }}_total as change_by_counted,
        {{ -sign }} * {{ side }}_total_rate / {{ side }}_total
            as change_by_out_of,
        case
            when is_in_both then {{ sign }} * mean_share / {{ side }}_count
            else 0
        end as constant_mix_change_by_counted,
        case
            when is_in_both
                then {{ -sign }} * mean_share * {{ side }}_rate / {{ side }}_count
            else 0
        end
        + (rate_change - {{ side }}_rate_change) / 2 / {{ side }}_total
            as constant_mix_change_by_out_of,
        share_change / case when is_in_both then 2 else 1 end
        / {{ side }}_count as mix_change_by_counted,
        -share_change / case when is_in_both then 2 else 1 end
        * {{ side }}_rate / {{ side }}_count
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
        sum(
            customers.counted * moves.{{ effect }}_by_counted
            + customers.out_of * moves.{{ effect }}_by_out_of
        ) as {{ effect }}_moved,
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

),

varied as (

    select
        {% for effect in effects %}
        count(*) / nullif(count(*) - 1, 0)
        * sum({{ effect }}_moved * {{ effect }}_moved)
            as {{ effect }}_variance,
        {% endfor %}
        {{ pair | join(', ') }}

    from moved
    group by {{ pair | join(', ') }}

),

totals as (

    select
        {{ pair | join(', ') }},
        max(later_total_rate) as rate,
        max(earlier_total_rate) as compared_rate,
        max(later_total) as out_of,
        max(earlier_total) as compared_out_of,
        max(later_total_rate) - max(earlier_total_rate) as change,
        sum(mean_share * rate_change) as constant_mix_change,
        sum(mean_rate * share_change) as mix_change

    from with_totals
    group by {{ pair | join(', ') }}

),

estimated as (

    select
        {% for effect in effects %}
        totals.{{ effect }}
        - {{ z }} * sqrt(varied.{{ effect }}_variance) as {{ effect }}_low,
        totals.{{ effect }}
        + {{ z }} * sqrt(varied.{{ effect }}_variance) as {{ effect }}_high,
        {% endfor %}
        totals.*

    from totals
    inner join varied
        on
            {% for key in pair %}
            totals.{{ key }} = varied.{{ key }}
            {{ '' if loop.last else 'and' }}
            {% endfor %}

)

select * from estimated
