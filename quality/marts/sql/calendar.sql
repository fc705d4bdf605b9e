-- The whole mart.
select
    strftime(local_date, '%Y-%m-%d') as place,
    strftime(local_date, '%Y-%m-%d') as local_date,
    date_diff('second', starts_at, ends_at) / 3600 as hours,
    coalesce(
        date_diff('day', lag(local_date) over (order by local_date), local_date),
        1
    ) as days_since_previous,
    cast(
        count(distinct is_in_year) over (partition by month_started_on) > 1
        or is_in_year and not is_known
        or (
            select count(distinct month_started_on) > 12
            from marts.calendar as days
            where days.is_in_year
        ) as integer
    ) as year_wrong_count

from marts.calendar
