-- Interactions that a definition may count, not automatic ones, each with what
-- groups it: the case it belongs to or works for, the number it came from (of
-- several the first by key, whoever shares it), the reason of its contact.

with

interactions as (

    select * from {{ ref('int_interactions_contacted') }}
    where not is_automatic

),

identifiers as (

    select * from {{ ref('int_identifiers_unioned') }}
    where identifier_type = 'phone'

),

cases as (

    select * from {{ ref('int_cases_solved') }}

),

contacts as (

    select * from {{ ref('int_contacts_classified') }}

),

contacts_joined as (

    select * from {{ ref('int_contacts_joined') }}

),

phones as (

    select
        carrier_id,
        min(identifier_key) as phone_key

    from identifiers
    group by carrier_id

),

keyed as (

    select
        interactions.*,
        phones.phone_key,
        cases.case_id,
        coalesce(cases.is_solved, false) as is_solved,
        coalesce(contacts_joined.contact_reason_id, contacts.contact_reason_id)
            as contact_reason_id,
        case
            when
                cases.case_id is not null
                and interactions.agent_key is not null
                then
                    row_number() over (
                        partition by cases.case_id, interactions.agent_key
                        order by interactions.interaction_number
                    )
        end as turn_of_agent,
        case
            when cases.case_id is not null
                then
                    row_number() over (
                        partition by cases.case_id
                        order by interactions.interaction_number
                    )
        end as turn_in_case

    from interactions
    left join phones
        on interactions.interaction_id = phones.carrier_id
    left join cases
        on interactions.interaction_number = cases.interaction_number
    left join contacts
        on interactions.contact_root_number = contacts.contact_root_number
    left join contacts_joined
        on
            interactions.contact_root_number
            = contacts_joined.contact_root_number

)

select * from keyed
