-- The codes each source uses: how often, since and until when, and what they
-- mean. A code appeared when the source was there in an earlier month, and
-- vanished when a whole month of the source passed without it; codes used fewer
-- than five times come and go by chance and are not judged. Unmapped is a code
-- that no line of contact_reason_mappings.csv covers on the day.

with

interactions as (

    select * from {{ ref('int_interactions_contacted') }}

),

reasons_mapped as (

    select * from {{ ref('int_reasons_mapped') }}

),

settings as (

    select * from {{ ref('stg_workspace__settings') }}

),

source_months as (

    select
        source_name,
        cast(date_trunc('month', min(local_date)) as date)
            as source_first_month_on,
        cast(date_trunc('month', max(local_date)) as date)
            as source_last_month_on

    from interactions
    group by source_name

),

counted as (

    select
        interactions.source_name,
        interactions.source_reason_code,
        count(*) as interaction_count,
        count(distinct interactions.contact_root_number) as contact_count,
        count(
            case
                when
                    not settings.has_contact_reason_mappings
                    or reasons_mapped.mapped_reason_id is null
                    then 1
            end
        ) as unmapped_interaction_count,
        count(
            distinct case
                when
                    not settings.has_contact_reason_mappings
                    or reasons_mapped.mapped_reason_id is null
                    then interactions.contact_root_number
            end
        ) as unmapped_contact_count,
        max(
            case
                when settings.has_contact_reason_mappings
                    then reasons_mapped.mapped_reason_id
            end
        ) as contact_reason_id,
        count(distinct reasons_mapped.mapped_reason_id) as reason_count,
        min(interactions.local_date) as first_seen_on,
        max(interactions.local_date) as last_seen_on

    from interactions
    cross join settings
    left join reasons_mapped
        on
            interactions.interaction_number
            = reasons_mapped.interaction_number
    where interactions.source_reason_code <> ''
    group by interactions.source_name, interactions.source_reason_code

),

used as (

    select
        counted.source_name,
        counted.source_reason_code,
        case when counted.reason_count = 1 then counted.contact_reason_id end
            as contact_reason_id,
        counted.interaction_count,
        counted.contact_count,
        counted.unmapped_interaction_count,
        counted.unmapped_contact_count,
        counted.first_seen_on,
        counted.last_seen_on,
        counted.interaction_count >= 5
        and cast(date_trunc('month', counted.first_seen_on) as date)
        > source_months.source_first_month_on as is_appeared,
        counted.interaction_count >= 5
        and cast(
            date_trunc('month', counted.last_seen_on) + interval '1' month
            as date
        ) < source_months.source_last_month_on as is_vanished

    from counted
    inner join source_months
        on counted.source_name = source_months.source_name

)

select * from used
