-- The local days that the data span: to that of the last interaction, and to the
-- last that is known. A day is known when it ended by the data horizon, though
-- nothing happened on it.

with

calendar_segments as (

    select * from {{ ref('stg_workspace__calendar_segments') }}

),

interactions as (

    select * from {{ ref('int_interactions_unioned') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

span as (

    select
        min(local_date) as first_date,
        max(local_date) as last_date

    from interactions

),

days as (

    select
        local_date,
        min(starts_at) as starts_at,
        max(ends_at) as ends_at

    from calendar_segments
    group by local_date

),

days_known as (

    select
        days.local_date,
        cast(date_trunc('week', days.local_date) as date) as week_started_on,
        cast(date_trunc('month', days.local_date) as date)
            as month_started_on,
        cast(date_trunc('year', days.local_date) as date) as year_started_on,
        days.starts_at,
        days.ends_at,
        coalesce(
            {{ epoch_seconds('days.ends_at') }} <= horizon.horizon_second,
            false
        ) as is_known

    from days
    cross join horizon

),

spanned as (

    select days_known.*

    from days_known
    cross join span
    where
        days_known.local_date >= span.first_date
        and (
            days_known.local_date <= span.last_date or days_known.is_known
        )

)

select * from spanned
