-- What each event or group adds to the figures of a definition: to what it is out
-- of, when it is eligible, and to what is counted, by the kind of its rate.
-- Groups stand at their first event, events at themselves.

with

judged as (

    select * from {{ ref('int_definitions_judged') }}

),

placed_in_groups as (

    select
        definition_id,
        max(case when is_group then event_number end) over (
            partition by definition_id, group_number, group_key
            order by event_number
            rows between unbounded preceding and current row
        ) as event_number

    from judged
    where rate_kind = 'mean_per_group' and window_unit <> 'none' and is_counted

),

group_sizes as (

    select
        definition_id,
        event_number,
        count(*) as group_size

    from placed_in_groups
    group by definition_id, event_number

),

figured as (

    select
        judged.definition_id,
        judged.cluster_number,
        judged.local_date,
        judged.contact_reason_id,
        judged.channel,
        judged.is_group,
        judged.is_group and judged.is_eligible as is_eligible_group,
        judged.is_counted,
        judged.is_repeat,
        judged.is_group
        and judged.is_eligible
        and judged.has_repeat as is_repeated_group,
        judged.is_young,
        case
            when not judged.is_eligible then 0
            when judged.rate_kind in ('repeats', 'followed')
                then case when judged.is_counted then 1 else 0 end
            when judged.is_group then 1
            else 0
        end as out_of,
        case
            when not judged.is_eligible then 0
            when judged.rate_kind = 'repeats' and judged.is_repeat then 1
            when judged.rate_kind = 'followed' and judged.is_followed then 1
            when not judged.is_group then 0
            when judged.rate_kind = 'groups_with_repeat' and judged.has_repeat
                then 1
            when
                judged.rate_kind = 'groups_not_of_one'
                and judged.group_counted_count <> 1
                then 1
            when judged.rate_kind = 'mean_per_group'
                then
                    coalesce(group_sizes.group_size, judged.group_counted_count)
            else 0
        end as counted

    from judged
    left join group_sizes
        on
            judged.definition_id = group_sizes.definition_id
            and judged.event_number = group_sizes.event_number
            and judged.is_group

)

select * from figured
