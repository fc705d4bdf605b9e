-- Which months the figures of whole months are of: final, and seen from their first
-- local midnight on. Of a month that begins before any source of contacts is
-- complete a part is seen, and what is said of all of it (active customers, the
-- steps of a tariff) would fall on that part. It stays provisional, as a month that
-- is not over.

with

finalised as (

    select * from {{ ref('int_calendar_finalised') }}
    where period_grain = 'month'

),

seen as (

    select * from {{ ref('int_calendar_seen') }}

),

months as (

    select
        finalised.period_started_on as month_started_on,
        not bool_and(
            finalised.is_final
            and coalesce(
                finalised.period_started_on >= seen.first_whole_date, false
            )
        ) as is_provisional

    from finalised
    cross join seen
    group by finalised.period_started_on

)

select * from months
