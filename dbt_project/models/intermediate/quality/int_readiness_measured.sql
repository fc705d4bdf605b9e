-- What the prerequisites of the method are judged by, measured on the data. A
-- contact's reason is the one it ends with: neighbours took their ticket's.

with

contacts as (

    select * from {{ ref('int_contacts_classified') }}

),

contacts_joined as (

    select * from {{ ref('int_contacts_joined') }}

),

interactions as (

    select * from {{ ref('int_interactions_costed') }}

),

sources as (

    select * from {{ ref('int_sources_completed') }}

),

tickets as (

    select * from {{ ref('int_tickets_known') }}

),

settings as (

    select * from {{ ref('stg_workspace__settings') }}

),

impossible_customers as (

    select * from {{ ref('int_customers_impossible') }}

),

cost_lines as (

    select * from {{ ref('int_cost_lines_judged') }}

),

year_days as (

    select * from {{ ref('int_calendar_yearly') }}

),

year_measured as (

    select count(*) as year_day_count from year_days

),

contacts_measured as (

    select
        count(*) as contact_count,
        count(case when contacts.customer_id is not null then 1 end)
        / nullif(count(*), 0) as identified_share,
        count(
            case
                when
                    coalesce(
                        contacts_joined.contact_reason_id,
                        contacts.contact_reason_id
                    ) <> 'unqualified'
                    then 1
            end
        ) / nullif(count(*), 0) as qualified_share,
        count(
            case
                when contacts.channel in ('web_selfcare', 'app_selfcare')
                    then 1
            end
        ) as self_care_count

    from contacts
    left join contacts_joined
        on
            contacts.contact_root_number
            = contacts_joined.contact_root_number

),

interactions_measured as (

    select
        count(*) as interaction_count,
        count(case when direction = 'internal' then 1 end) as internal_count,
        count(case when handling_seconds is not null then 1 end)
        / nullif(count(*), 0) as timed_share,
        count(case when cost_amount is not null then 1 end)
        / nullif(count(*), 0) as priced_share

    from interactions

),

sources_measured as (

    select
        1 - sum(rejected_count) / nullif(sum(row_count), 0) as accepted_share,
        count(case when time_precision = 'day' then 1 end)
            as day_precision_count,
        count(case when time_precision = 'minute' then 1 end)
            as minute_precision_count,
        count(case when is_late then 1 end) as late_count,
        count(case when interaction_count = 0 then 1 end) as silent_count,
        count(case when is_contact_source then 1 end)
            as contact_source_count,
        count(*) as source_count

    from sources

),

tickets_measured as (

    select
        count(*) as ticket_count,
        count(case when is_eligible then 1 end) / nullif(count(*), 0)
            as eligible_share

    from tickets

),

impossible_measured as (

    select
        count(*) as impossible_customer_count,
        coalesce(sum(contact_count), 0) as impossible_contact_count

    from impossible_customers

),

cost_lines_measured as (

    select
        count(*) as cost_line_count,
        count(case when verdict = 'no_such_keys' then 1 end)
            as unknown_cost_line_count

    from cost_lines

),

measured as (

    select
        contacts_measured.*,
        cost_lines_measured.*,
        impossible_measured.*,
        interactions_measured.*,
        sources_measured.*,
        tickets_measured.*,
        year_measured.year_day_count,
        settings.has_contact_reason_mappings

    from contacts_measured
    cross join interactions_measured
    cross join sources_measured
    cross join tickets_measured
    cross join settings
    cross join impossible_measured
    cross join cost_lines_measured
    cross join year_measured

)

select * from measured
