-- The events of each sequence with those before and after them in their group.
-- What the population or a role leaves out is not there at all; a `prior_only`
-- event is not counted, but can be what is repeated. Each event knows the latest
-- one before it of either role (previous_…), and counted ones the counted before
-- and after them (previous_counted_…, next_counted_…). A case is opened by a row
-- of its own, which repeats nothing and is not counted. Only what is asked of an
-- event afterwards goes through the windows: a log stands in many sequences.

{% set times = [
    'started_second', 'ended_second', 'local_date', 'ended_date',
    'window_seconds',
] %}
{% set kept = [
    'event_number', 'customer_number', 'contact_reason_id', 'channel',
    'known_from_second', 'known_from_date',
] + times %}

with

sequences as (

    select distinct
        sequence_number,
        group_by,
        counts,
        population,
        abandoned,
        self_service,
        chaser,
        requested

    from {{ ref('int_definitions_listed') }}
    where sequence_number is not null

),

events as (

    select * from {{ ref('int_events_listed') }}

),

placed as (

    select
        {% for name in kept %}
        events.{{ name }},
        {% endfor %}
        sequences.sequence_number,
        {{ group_number('sequences', 'events') }} as group_number,
        {{ group_key('sequences', 'events') }} as group_key,
        events.counts = 'opening' as is_opening,
        events.counts <> 'opening'
        and not {{ is_prior_only('sequences', 'events') }} as is_counted

    from sequences
    inner join events
        on
            sequences.counts = events.counts
            or (sequences.group_by = 'case' and events.counts = 'opening')
    where
        {{ is_in_population('sequences', 'events') }}
        and (
            events.counts = 'opening'
            or not {{ is_left_out('sequences', 'events') }}
        )

),

sequenced as (

    select
        *,
        {% for time in times %}
        lag({{ time }}) over every_event as previous_{{ time }},
        lag({{ time }}) over counted_events as previous_counted_{{ time }},
        {% endfor %}
        lead(started_second) over counted_events as next_counted_started_second,
        lead(local_date) over counted_events as next_counted_local_date

    from placed
    where group_number is not null and group_key is not null
    window
        every_event as (
            partition by
                sequence_number, group_number, group_key, is_opening
            order by event_number
        ),
        counted_events as (
            partition by
                sequence_number, group_number, group_key, is_opening, is_counted
            order by event_number
        )

),

summed as (

    select
        *,
        min(event_number) over whole_group as group_event_number,
        count(case when is_counted then 1 end) over whole_group
            as group_counted_count,
        count(
            case
                when is_counted and previous_started_second is not null then 1
            end
        ) over whole_group as group_repeat_count

    from sequenced
    window
        whole_group as (partition by sequence_number, group_number, group_key)

)

select * from summed
