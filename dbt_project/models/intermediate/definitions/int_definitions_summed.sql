-- What each definition counts and out of how much, for each month and year and
-- each slice, and for each week in all, with the sums over customers of squares and products that an
-- interval is made of. A group without customer stands for one. What is summed by
-- customer goes by the number of its cell: texts in so many groups fill the memory.

{% set cell = ['definition_id', 'period_grain', 'period_started_on'] %}

with

figured as (

    select * from {{ ref('int_definitions_figured') }}
    where out_of > 0

),

periods as (

    select * from {{ ref('int_calendar_periods') }}

),

definitions as (

    select distinct definition_id from figured

),

cells as (

    select
        definitions.definition_id,
        periods.period_grain,
        periods.period_started_on,
        periods.local_date,
        cast(
            dense_rank() over (
                order by
                    definitions.definition_id,
                    periods.period_grain,
                    periods.period_started_on
            ) as integer
        ) as cell_number

    from definitions
    cross join periods

),

by_cluster as (

    {% for slice, value in definition_slices().items() %}
    select
        sum(cast(figured.counted as double)) as counted,
        sum(cast(figured.out_of as double)) as out_of,
        cells.cell_number,
        '{{ slice }}' as slice,
        {{ value }} as slice_value

    from figured
    inner join cells
        on
            figured.definition_id = cells.definition_id
            and figured.local_date = cells.local_date
    where
        {{ value }} is not null
        {{ "and cells.period_grain <> 'week'" if slice != 'all' }}
    group by cells.cell_number, figured.cluster_number, {{ value }}
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

),

summed as (

    select
        cell_number,
        slice,
        slice_value,
        sum(counted) as counted,
        sum(out_of) as out_of,
        count(*) as customer_count,
        sum(counted * counted) as counted_squared,
        sum(counted * out_of) as counted_by_out_of,
        sum(out_of * out_of) as out_of_squared

    from by_cluster
    group by cell_number, slice, slice_value

),

numbered as (

    select distinct
        cell_number,
        {{ cell | join(',\n        ') }}

    from cells

),

named as (

    select
        {% for name in cell %}
        numbered.{{ name }},
        {% endfor %}
        summed.slice,
        summed.slice_value,
        summed.counted,
        summed.out_of,
        summed.customer_count,
        summed.counted_squared,
        summed.counted_by_out_of,
        summed.out_of_squared

    from summed
    inner join numbered
        on summed.cell_number = numbered.cell_number

)

select * from named
