-- The one row, or that there is not one.
select
    'all' as place,
    cast(count(*) <> 1 as integer) as row_wrong_count,
    count(*) filter (not coalesce(regexp_matches(currency, '^[A-Z]{3}$$'), false))
    + count(*) filter (
        coalesce(timezone, '') not in (select name from pg_timezone_names())
    ) as word_wrong_count

from marts.settings
