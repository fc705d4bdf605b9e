-- Per source, what accepted raw holds (latest versions, so every id once) beside
-- what the mart shows. dbt rejects no row: whatever cleaning rejects, ingestion
-- does, and counts in its deliveries.
select
    source_name as place,
    coalesce(raw_counts.interaction_count, 0) as raw_count,
    coalesce(mart_counts.interaction_count, 0) as mart_count

from raw_counts
full join (
    select source_name, count(*) as interaction_count
    from marts.interactions
    group by source_name
) as mart_counts using (source_name)
order by source_name
