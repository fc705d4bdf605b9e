-- What definitions count, by kind. contact: ours. customer_message: each time
-- the customer comes anew, legs and transfers aside. company_reply: an answer of
-- the company. agent: the first part an agent takes in a case. interaction: any
-- that is not automatic. opening: the first interaction of a case, which makes it
-- a group though nothing be counted in it. A voice or live event that nobody answered is
-- abandoned; one on self-care, IVR or bot is self-service.

{% set kinds = {
    'customer_message': "contact_root_number is not null"
        ~ " and merge_rule not in ('leg', 'transfer')",
    'company_reply': is_company_answer('keyed'),
    'agent': 'turn_of_agent = 1',
    'interaction': 'true',
    'opening': 'turn_in_case = 1',
} %}

with

keyed as (

    select * from {{ ref('int_events_keyed') }}

),

contacts as (

    select * from {{ ref('int_contacts_classified') }}

),

contacts_caused as (

    select * from {{ ref('int_contacts_caused') }}

),

reasons as (

    select * from {{ ref('int_reasons_listed') }}

),

known as (

    select * from {{ ref('int_events_known') }}

),

calendar_segments as (

    select * from {{ ref('stg_workspace__calendar_segments') }}

),

firsts as (

    select
        contact_root_number,
        min(contact_reason_id) as contact_reason_id,
        min(case when phone_key is not null then interaction_number end)
            as first_phone_number,
        min(case when case_id is not null then interaction_number end)
            as first_case_number

    from keyed
    where contact_root_number is not null
    group by contact_root_number

),

listed as (

    select
        'contact' as counts,
        contacts.contact_root_number as event_number,
        contacts.customer_number,
        firsts.contact_reason_id,
        contacts.channel,
        phones.phone_key,
        cases.case_id,
        coalesce(cases.is_solved, false) as is_solved,
        contacts.is_served as is_handled,
        contacts.channel_family in ('voice', 'live')
        and not contacts.is_served as is_abandoned,
        contacts.is_chaser,
        coalesce(
            contacts_caused.previous_status = 'pending_customer', false
        ) as is_requested,
        contacts.started_second,
        contacts.ended_second,
        contacts.local_date

    from contacts
    inner join firsts
        on contacts.contact_root_number = firsts.contact_root_number
    left join keyed as phones
        on firsts.first_phone_number = phones.interaction_number
    left join keyed as cases
        on firsts.first_case_number = cases.interaction_number
    left join contacts_caused
        on contacts.contact_root_number = contacts_caused.contact_root_number

    {% for kind, condition in kinds.items() %}
    union all

    select
        '{{ kind }}' as counts,
        interaction_number as event_number,
        customer_number,
        contact_reason_id,
        channel,
        phone_key,
        case_id,
        is_solved,
        false as is_handled,
        channel_family in ('voice', 'live')
        and outcome in ('abandoned', 'failed') as is_abandoned,
        false as is_chaser,
        false as is_requested,
        started_second,
        ended_second,
        local_date

    from keyed
    where {{ condition }}
    {% endfor %}

),

dated as (

    select
        listed.*,
        listed.channel in ('ivr', 'bot', 'web_selfcare', 'app_selfcare')
            as is_self_service,
        reasons.reason_group,
        reasons.window_seconds,
        calendar_segments.local_date as ended_date,
        known.known_from_second,
        known.known_from_date

    from listed
    left join reasons
        on listed.contact_reason_id = reasons.contact_reason_id
    left join calendar_segments
        on
            cast({{ timestamp_of('listed.ended_second') }} as date)
            = calendar_segments.utc_date
            and {{ timestamp_of('listed.ended_second') }}
            >= calendar_segments.starts_at
            and {{ timestamp_of('listed.ended_second') }}
            < calendar_segments.ends_at
    left join known
        on
            listed.started_second >= known.from_second
            and (
                listed.started_second < known.until_second
                or known.until_second is null
            )

)

select * from dated
