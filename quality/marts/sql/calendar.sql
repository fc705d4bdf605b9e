-- The whole mart.
select
    strftime(local_date, '%Y-%m-%d') as place,
    strftime(local_date, '%Y-%m-%d') as local_date,
    date_diff('second', starts_at, ends_at) / 3600 as hours,
    coalesce(
        date_diff('day', lag(local_date) over (order by local_date), local_date),
        1
    ) as days_since_previous

from marts.calendar
