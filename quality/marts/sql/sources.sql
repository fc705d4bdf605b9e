-- The whole mart.
select
    source_name as place,
    source_name,
    cast(
        complete_until_at < complete_from_at
        or rejected_count > row_count or interaction_count > row_count
        or automatic_count + short_abandon_count + looked_at_page_count
        > interaction_count
        as integer
    ) as out_of_range_count,
    count(*) over () as source_count,
    count(*) filter (
        data_horizon_at
        is not distinct from (select any_value(data_horizon_at) from marts.sources)
    ) over () as one_horizon_count

from marts.sources
