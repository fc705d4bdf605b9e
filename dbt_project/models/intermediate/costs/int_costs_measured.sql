-- What a price can be for and what it is counted by, of each interaction. A
-- missing key is empty text (level 0), which only a line without it fits.
--
-- Billable is what somebody worked on, so not what is automatic, was abandoned
-- or failed; nor a customer's message in a thread that no outcome is told of,
-- for the work stands in the company's messages there. On channels where nobody
-- works every interaction that is not automatic is billable, but of the rows that
-- one visit in self-care has in the log only the first.

with

interactions as (

    select * from {{ ref('int_interactions_contacted') }}

),

clock_offsets as (

    select * from {{ ref('stg_workspace__clock_offsets') }}

),

week_minutes as (

    select * from {{ ref('stg_workspace__week_minutes') }}

),

with_local_time as (

    select
        interactions.*,
        -- 1970 began on a Thursday: the week's first minute is Monday's.
        interactions.started_second + clock_offsets.offset_seconds
        + {{ days(3) }} as local_second

    from interactions
    left join clock_offsets
        on
            cast(interactions.started_at as date) = clock_offsets.utc_date
            and interactions.started_at >= clock_offsets.starts_at
            and interactions.started_at < clock_offsets.ends_at

),

with_week_minute as (

    select
        *,
        cast(floor(local_second / 60) as bigint)
        - 10080 * cast(floor(local_second / {{ days(7) }}) as bigint)
            as week_minute

    from with_local_time

),

measured as (

    select
        timed.interaction_number,
        timed.interaction_id,
        {% for name in scope_texts() %}
        coalesce(timed.{{ name }}, '') as {{ name }},
        {% endfor %}
        coalesce(timed.support_level, 0) as support_level,
        week_minutes.hours_segment,
        timed.handling_seconds,
        {{ is_unattended('timed') }} as is_unattended,
        timed.is_automatic,
        not timed.is_automatic
        and case
            when {{ is_unattended('timed') }}
                then
                    timed.channel_family <> 'self_care'
                    or coalesce(timed.merge_rule, '') not in ('leg', 'visit')
            else
                timed.outcome not in ('abandoned', 'failed')
                and not (
                    timed.direction = 'inbound'
                    and timed.channel_family in ('written', 'messaging')
                    and timed.outcome = 'unknown'
                    and timed.thread_id is not null
                )
        end as is_billable,
        timed.local_date,
        cast(date_trunc('month', timed.local_date) as date) as month_started_on

    from with_week_minute as timed
    left join week_minutes
        on timed.week_minute = week_minutes.week_minute

)

select * from measured
