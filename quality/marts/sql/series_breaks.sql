-- The whole mart beside the days and sources it speaks of. A source may end or be
-- late on a day after the last interaction, so days that sources are complete for
-- count as days too; their local dates may be one off the dates in UTC.
with

calendar as (

    select
        min(local_date) as first_on,
        max(local_date) as last_on

    from marts.calendar

),

sources as (

    select
        min(complete_from_at)::date as first_on,
        max(complete_until_at)::date + 1 as last_on

    from marts.sources

)

select
    strftime(broken_on, '%Y-%m-%d') || ' ' || kind || ' ' || source_name
        as place,
    strftime(broken_on, '%Y-%m-%d') as broken_on,
    kind,
    source_name,
    cast(
        coalesce(
            kind not in (
                'source_starts', 'source_ends', 'late_source_accepted',
                'mapping_changes'
            ),
            true
        ) as integer
    ) as unknown_word_count,
    cast(
        broken_on is null
        or broken_on not between least(calendar.first_on, sources.first_on)
        and greatest(calendar.last_on, sources.last_on) as integer
    ) as undated_count,
    cast(
        coalesce(
            source_name not in (select source_name from marts.sources)
            and (source_name <> '*' or kind <> 'mapping_changes'),
            true
        ) as integer
    ) as unlisted_count,
    cast(
        coalesce(changed_code_count, 0) < 1 and kind = 'mapping_changes'
        or changed_code_count is not null and kind <> 'mapping_changes'
        as integer
    ) as miscounted_count

from marts.series_breaks
cross join calendar
cross join sources
