-- The days that recontacts are followed for: 0 to 90.

with

digits as (

    {% for digit in range(10) %}
    select {{ digit }} as digit
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

),

counted as (

    select cast(tens.digit * 10 + ones.digit as integer) as day_number

    from digits as tens
    cross join digits as ones
    where tens.digit * 10 + ones.digit <= 90

)

select * from counted
