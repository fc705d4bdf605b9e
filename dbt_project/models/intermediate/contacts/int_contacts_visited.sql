-- `visit`: self-care with the same source reason code, at most the source's
-- visit gap after the last end. Equal still belongs. root_number is the first
-- visit of the contact.

with

legs as (

    select * from {{ ref('int_contacts_legs') }}
    where
        channel_family = 'self_care'
        and coalesce(thread_kind, '') <> 'contact'

),

with_last_end as (

    select
        *,
        max(ended_second) over (
            partition by actor_number, source_name, source_reason_code
            order by interaction_number
            rows between unbounded preceding and 1 preceding
        ) as last_ended_second

    from legs

),

marked as (

    select
        *,
        coalesce(
            started_second > last_ended_second + visit_gap_seconds, true
        ) as is_first

    from with_last_end

),

visited as (

    select
        interaction_number,
        max(case when is_first then interaction_number end) over (
            partition by actor_number, source_name, source_reason_code
            order by interaction_number
            rows between unbounded preceding and current row
        ) as root_number,
        case when is_first then 'first' else 'visit' end as merge_rule

    from marked

)

select * from visited
