-- Until when customer files tell who left: each source of customers that names any
-- departure, until the date in the name of its newest delivery, else until the
-- local midnight before that delivery was made; together, until the earliest of
-- these. After it nobody is known to have stayed. No row where no file tells of
-- departures.

with

customer_rows as (

    select * from {{ ref('stg_files__customers') }}

),

deliveries as (

    select * from {{ ref('stg_files__deliveries') }}

),

calendar_segments as (

    select * from {{ ref('stg_workspace__calendar_segments') }}

),

midnights as (

    select min({{ epoch_seconds('starts_at') }}) as midnight_second

    from calendar_segments
    group by local_date

),

named as (

    select
        source_name,
        max({{ epoch_seconds('complete_until_at') }}) as named_second

    from deliveries
    group by source_name

),

delivered as (

    select
        source_name,
        max({{ epoch_seconds('delivered_at') }}) as delivered_second

    from customer_rows
    group by source_name
    having count(departed_on) > 0

),

by_source as (

    select
        delivered.source_name,
        coalesce(named.named_second, max(midnights.midnight_second))
            as told_until_second

    from delivered
    left join named
        on delivered.source_name = named.source_name
    left join midnights
        on delivered.delivered_second >= midnights.midnight_second
    group by delivered.source_name, named.named_second

),

told as (

    select min(told_until_second) as told_until_second

    from by_source
    having count(told_until_second) > 0

)

select * from told
