-- Each change with the ends of its 95 % interval. Customers repeat, so what a
-- customer moves is added up before it is squared: v = m/(m-1) * sum of squares,
-- m customers.

{% set z = 1.959963984540054 %}
{% set pair = [
    'rate_name', 'comparison', 'month_started_on', 'compared_month_started_on',
] %}
{% set effects = ['rate_change', 'constant_mix_change', 'mix_change'] %}

with

compared as (

    select * from {{ ref('int_mixes_compared') }}

),

moved as (

    select * from {{ ref('int_changes_moved') }}

),

varied as (

    select
        {% for effect in effects %}
        sqrt(
            count(*) / nullif(count(*) - 1, 0)
            * {{ ordered_sum(effect ~ '_moved * ' ~ effect ~ '_moved') }}
        ) as {{ effect }}_deviation,
        {% endfor %}
        {{ pair | join(', ') }}

    from moved
    group by {{ pair | join(', ') }}

),

totals as (

    select
        {{ pair | join(', ') }},
        max(later_total) as out_of,
        max(earlier_total) as compared_out_of,
        {{ exact_sum('later_share * later_rate') }} as rate,
        {{ exact_sum('earlier_share * earlier_rate') }} as compared_rate,
        {{ exact_sum('later_share * later_rate') }}
        - {{ exact_sum('earlier_share * earlier_rate') }}
            as rate_change,
        {{ exact_sum('mean_share * own_change') }} as constant_mix_change,
        {{ exact_sum('mean_rate * share_change') }} as mix_change

    from compared
    group by {{ pair | join(', ') }}

),

estimated as (

    select
        {% for effect in effects %}
        totals.{{ effect }} - {{ z }} * varied.{{ effect }}_deviation
            as {{ effect }}_low,
        totals.{{ effect }} + {{ z }} * varied.{{ effect }}_deviation
            as {{ effect }}_high,
        {% endfor %}
        totals.*

    from totals
    inner join varied
        on
            totals.rate_name = varied.rate_name
            and totals.comparison = varied.comparison
            and totals.month_started_on = varied.month_started_on

)

select * from estimated
