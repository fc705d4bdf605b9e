-- What tells how well contacts are coded, counted by source and month: each
-- query of the union counts its own columns, the others stay 0.

with

contacts as (

    select
        contacts.source_name,
        contacts.local_date,
        coalesce(contacts_joined.contact_reason_id, contacts.contact_reason_id)
            as contact_reason_id,
        coalesce(contacts_joined.reason_rule, contacts.reason_rule)
            as reason_rule

    from {{ ref('int_contacts_classified') }} as contacts
    left join {{ ref('int_contacts_joined') }} as contacts_joined
        on contacts.contact_root_number = contacts_joined.contact_root_number

),

interactions as (

    select * from {{ ref('int_interactions_contacted') }}

),

reasons_mapped as (

    select * from {{ ref('int_reasons_mapped') }}

),

settings as (

    select * from {{ ref('stg_workspace__settings') }}

),

threads_recoded as (

    select * from {{ ref('int_threads_recoded') }}

),

codes_used as (

    select * from {{ ref('int_codes_used') }}

),

counted as (

    select
        source_name,
        cast(date_trunc('month', local_date) as date) as month_started_on,
        {{ quality_counts({
            'contact_count': 'count(*)',
            'unqualified_contact_count':
                "count(case when contact_reason_id = 'unqualified' then 1 end)",
            'predicted_contact_count':
                "count(case when reason_rule = 'predicted' then 1 end)",
        }) }}

    from contacts
    group by source_name, cast(date_trunc('month', local_date) as date)

    union all

    select
        interactions.source_name,
        cast(date_trunc('month', interactions.local_date) as date)
            as month_started_on,
        {{ quality_counts({
            'coded_interaction_count': 'count(*)',
            'unmapped_interaction_count':
                'count(case when not settings.has_contact_reason_mappings'
                ~ ' or reasons_mapped.mapped_reason_id is null then 1 end)',
        }) }}

    from interactions
    cross join settings
    left join reasons_mapped
        on
            interactions.interaction_number
            = reasons_mapped.interaction_number
    where interactions.source_reason_code <> ''
    group by
        interactions.source_name,
        cast(date_trunc('month', interactions.local_date) as date)

    union all

    select
        source_name,
        month_started_on,
        {{ quality_counts({
            'coded_thread_count': 'count(*)',
            'recoded_thread_count': 'count(case when is_recoded then 1 end)',
        }) }}

    from threads_recoded
    group by source_name, month_started_on

    union all

    select
        source_name,
        cast(date_trunc('month', first_seen_on) as date) as month_started_on,
        {{ quality_counts({'appeared_code_count': 'count(*)'}) }}

    from codes_used
    where is_appeared
    group by source_name, cast(date_trunc('month', first_seen_on) as date)

    union all

    select
        source_name,
        cast(date_trunc('month', last_seen_on) as date) as month_started_on,
        {{ quality_counts({'vanished_code_count': 'count(*)'}) }}

    from codes_used
    where is_vanished
    group by source_name, cast(date_trunc('month', last_seen_on) as date)

)

select * from counted
