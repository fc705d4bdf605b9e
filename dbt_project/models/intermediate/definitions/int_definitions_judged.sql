{{ config(materialized='view') }}

-- What each definition says of each event of its sequence. It is a repeat when
-- the latest event before it lies within the window, followed when the next
-- counted one does. A group begins with a counted event that repeats no counted
-- one; without a window, with the first, or with the opening of a case. A group
-- has a repeat when it goes on, or when its first event repeats one that is not
-- counted. An event is eligible when one window before it and one after it are
-- known (maturity eligible), or always (all).

with

definitions as (

    select
        *,
        cast(window_length as integer) as window_days

    from {{ ref('int_definitions_listed') }}

),

events as (

    select * from {{ ref('int_events_sequenced') }}
    where is_counted or is_opening

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

calendar_segments as (

    select * from {{ ref('stg_workspace__calendar_segments') }}

),

day_ends as (

    select
        local_date,
        max({{ epoch_seconds('ends_at') }}) as ended_second

    from calendar_segments
    group by local_date

),

last_days as (

    select
        horizon.horizon_second,
        max(day_ends.local_date) as last_known_date

    from horizon
    left join day_ends
        on horizon.horizon_second >= day_ends.ended_second
    group by horizon.horizon_second

),

read as (

    select
        definitions.definition_id,
        definitions.group_by,
        definitions.window_unit,
        definitions.window_length,
        definitions.window_days,
        definitions.clock,
        definitions.maturity,
        definitions.rate_kind,
        last_days.horizon_second,
        last_days.last_known_date,
        events.*

    from definitions
    inner join events
        on definitions.sequence_number = events.sequence_number
    cross join last_days
    where events.is_counted or definitions.window_unit = 'none'

),

timed as (

    select
        *,
        coalesce({{ is_within('previous_', '') }}, false) as is_repeat,
        coalesce({{ is_within('previous_counted_', '') }}, false)
            as is_in_group,
        coalesce({{ is_within('', 'next_counted_') }}, false) as is_followed,
        coalesce({{ is_past_known() }}, false) as is_past_known,
        coalesce({{ is_follow_up_over() }}, false) as is_follow_up_over

    from read

),

judged as (

    select
        definition_id,
        rate_kind,
        window_unit,
        group_number,
        group_key,
        event_number,
        coalesce(customer_number, -group_event_number) as cluster_number,
        contact_reason_id,
        channel,
        local_date,
        is_counted,
        is_counted and is_repeat as is_repeat,
        is_counted and is_followed as is_followed,
        case
            when window_unit = 'none' and group_by = 'case' then is_opening
            else is_counted and not is_in_group
        end as is_group,
        case
            when window_unit = 'none' then group_repeat_count > 0
            else is_repeat or is_followed
        end as has_repeat,
        group_counted_count,
        maturity = 'all' or (is_past_known and is_follow_up_over)
            as is_eligible,
        maturity = 'eligible' and not is_follow_up_over as is_young

    from timed

)

select * from judged
