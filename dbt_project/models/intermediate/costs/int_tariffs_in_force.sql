-- The local months that are seen, from the first to that of the data horizon, and
-- in which a tariff is in force. Validity begins and ends with months.

with

tariffs as (

    select * from {{ ref('int_tariffs_listed') }}
    where from_volume = 0

),

calendar_segments as (

    select * from {{ ref('stg_workspace__calendar_segments') }}

),

seen as (

    select * from {{ ref('int_calendar_seen') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

months as (

    select distinct
        cast(date_trunc('month', calendar_segments.local_date) as date)
            as month_started_on

    from calendar_segments
    cross join seen
    cross join horizon
    where
        calendar_segments.local_date >= seen.first_whole_date
        and {{ epoch_seconds('calendar_segments.starts_at') }}
        < horizon.horizon_second

),

in_force as (

    select
        tariffs.tariff_number,
        months.month_started_on

    from tariffs
    inner join months
        on
            tariffs.valid_from <= months.month_started_on
            and tariffs.valid_to > months.month_started_on

)

select * from in_force
