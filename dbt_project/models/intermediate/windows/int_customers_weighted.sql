-- How often each resample draws each group of customers: Poisson's law of mean
-- 1, read from SHA-256 of the group and a block number, 16 draws of 4 hex digits
-- a block, so that the same data always give the same resamples. Resample 0 is
-- the data themselves: everything once.

{% set blocks = (advice().resamples + 15) // 16 %}
{% set text
    = "groups_of_customers.customer_group || ':' || blocks.block_name" %}

with

groups_of_customers as (

    select distinct customer_group from {{ ref('int_customers_grouped') }}

),

blocks as (

    {% for block in range(blocks) %}
    select {{ block }} as block_number, '{{ block }}' as block_name
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

),

draws as (

    {% for draw in range(16) %}
    select {{ draw }} as draw_number
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

),

hashed as (

    select
        groups_of_customers.customer_group,
        blocks.block_number,
        {{ digest(text) }} as digits

    from groups_of_customers
    cross join blocks

),

drawn as (

    select
        hashed.customer_group,
        hashed.block_number * 16 + draws.draw_number + 1 as resample_number,
        substr(hashed.digits, draws.draw_number * 4 + 1, 4) as digits

    from hashed
    cross join draws

),

weighted as (

    select
        customer_group,
        0 as resample_number,
        1 as weight

    from groups_of_customers

    union all

    select
        customer_group,
        resample_number,
        {{ poisson_weight('digits') }} as weight

    from drawn
    where resample_number <= {{ advice().resamples }}

)

select * from weighted
where weight > 0
