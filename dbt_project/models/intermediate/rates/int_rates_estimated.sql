-- Each rate, ours and each definition's own, with its 95 % interval. Customers repeat, so the variance is that of
-- customers: v = m/(m-1) * sum over customers (theirs - rate * out of)^2 / n^2,
-- with m customers and n counted. A share takes Wilson's interval with
-- n_eff = least of n and rate * (1 - rate) / v; n_eff = m where the rate is 0 or
-- 1 or there is one customer. A mean takes its interval on the log scale; where
-- nothing was seen it runs from 0 to 3/m.

{% set z = 1.959963984540054 %}

with

summed as (

    select * from {{ ref('int_rates_summed') }}

),

definitions_summed as (

    select * from {{ ref('int_definitions_summed') }}

),

definitions as (

    select * from {{ ref('int_definitions_listed') }}

),

listed as (

    {% for rate in rates() %}
    select
        'once_and_done' as definition_id,
        period_grain,
        period_started_on,
        slice,
        slice_value,
        slice_value_2,
        '{{ rate.name }}' as rate_name,
        {{ rate.kind == 'share' }} as is_share,
        cast({{ rate.of }} as double) as counted,
        cast({{ rate.per }} as double) as out_of,
        {{ rate.per }}_customer_count as customer_count,
        {{ rate.of }}_x_{{ rate.of }} as counted_squared,
        {{ rate.of }}_x_{{ rate.per }} as counted_by_out_of,
        {{ rate.per }}_x_{{ rate.per }} as out_of_squared

    from summed
    where {{ rate.per }} > 0 and {{ rate.when | default('true') }}
    union all
    {% endfor %}

    select
        definitions_summed.definition_id,
        definitions_summed.period_grain,
        definitions_summed.period_started_on,
        definitions_summed.slice,
        definitions_summed.slice_value,
        null as slice_value_2,
        'rate' as rate_name,
        definitions.rate_kind <> 'mean_per_group' as is_share,
        definitions_summed.counted,
        definitions_summed.out_of,
        definitions_summed.customer_count,
        definitions_summed.counted_squared,
        definitions_summed.counted_by_out_of,
        definitions_summed.out_of_squared

    from definitions_summed
    inner join definitions
        on definitions_summed.definition_id = definitions.definition_id

),

rated as (

    select
        *,
        counted / out_of as rate

    from listed

),

varied as (

    select
        *,
        customer_count / nullif(customer_count - 1, 0)
        * greatest(
            counted_squared
            - 2 * rate * counted_by_out_of
            + rate * rate * out_of_squared,
            0
        )
        / (out_of * out_of) as variance

    from rated

),

effective as (

    select
        *,
        case
            when rate = 0 or rate = 1 or customer_count < 2
                then customer_count
            when variance = 0 then out_of
            else least(out_of, rate * (1 - rate) / variance)
        end as effective_count

    from varied

),

estimated as (

    select
        definition_id,
        period_grain,
        period_started_on,
        slice,
        slice_value,
        slice_value_2,
        rate_name,
        effective_count,
        rate,
        case
            when is_share then {{ wilson('rate', 'effective_count', -z) }}
            when rate = 0 then 0
            else rate * exp(-{{ z }} * sqrt(variance) / rate)
        end as low,
        case
            when is_share then {{ wilson('rate', 'effective_count', z) }}
            when rate = 0 then 3.0 / customer_count
            else rate * exp({{ z }} * sqrt(variance) / rate)
        end as high

    from effective

)

select * from estimated
