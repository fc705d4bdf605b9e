{% set rules = [
    'account', 'matched', 'standalone', 'ambiguous', 'thread', 'unidentified',
] %}

with

interactions as (

    select * from {{ ref('int_interactions_costed') }}

),

contacts as (

    select * from {{ ref('contacts') }}

),

contacts_counted as (

    select
        source_name,
        cast(date_trunc('month', local_date) as date) as month_started_on,
        count(*) as contact_count,
        count(case when customer_id is not null then 1 end)
            as identified_contact_count,
        count(
            case when contact_reason_id <> 'unqualified' then 1 end
        ) as qualified_contact_count,
        count(
            case
                when
                    customer_id is not null
                    and contact_reason_id <> 'unqualified'
                    then 1
            end
        ) as identified_qualified_contact_count

    from contacts
    group by source_name, cast(date_trunc('month', local_date) as date)

),

interactions_counted as (

    select
        source_name,
        cast(date_trunc('month', local_date) as date) as month_started_on,
        count(case when ticket_id is not null then 1 end)
            as ticketed_interaction_count,
        {% for rule in rules %}
        count(case when identity_rule = '{{ rule }}' then 1 end)
            as {{ rule }}_count,
        {% endfor %}
        count(*) as interaction_count

    from interactions
    group by source_name, cast(date_trunc('month', local_date) as date)

),

published as (

    select
        interactions_counted.source_name,
        interactions_counted.month_started_on,
        interactions_counted.interaction_count,
        interactions_counted.ticketed_interaction_count,
        interactions_counted.account_count,
        interactions_counted.matched_count,
        interactions_counted.standalone_count,
        interactions_counted.ambiguous_count,
        interactions_counted.thread_count,
        interactions_counted.unidentified_count,
        1 - interactions_counted.unidentified_count
        / interactions_counted.interaction_count as identified_share,
        coalesce(contacts_counted.contact_count, 0) as contact_count,
        contacts_counted.identified_contact_count
        / contacts_counted.contact_count as identified_contact_share,
        contacts_counted.qualified_contact_count
        / contacts_counted.contact_count as qualified_contact_share,
        contacts_counted.identified_qualified_contact_count
        / contacts_counted.contact_count
            as identified_qualified_contact_share

    from interactions_counted
    left join contacts_counted
        on
            interactions_counted.source_name = contacts_counted.source_name
            and interactions_counted.month_started_on
            = contacts_counted.month_started_on

)

select * from published
