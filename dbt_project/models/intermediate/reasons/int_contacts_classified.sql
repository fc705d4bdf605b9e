-- Why: each contact's own reason, first match. `override`: a person decided.
-- `case`: the last mapped code of its case thread, for a recoding corrects the
-- first guess. `mapped`: the last mapped code among its own legs, for a transfer
-- corrects the first guess. Otherwise `unqualified`, a reason like any other.
--
-- `neighbour` comes later, with tickets; `predicted` is not read yet.

with

contacts as (

    select * from {{ ref('int_contacts_served') }}

),

interactions as (

    select * from {{ ref('int_interactions_contacted') }}

),

reasons_mapped as (

    select * from {{ ref('int_reasons_mapped') }}

),

reasons_listed as (

    select * from {{ ref('int_reasons_listed') }}

),

reasons_overridden as (

    select * from {{ ref('int_reasons_overridden') }}

),

coded as (

    select
        interactions.interaction_number,
        interactions.contact_root_number,
        interactions.thread_id,
        interactions.thread_kind,
        reasons_mapped.mapped_reason_id

    from interactions
    inner join reasons_mapped
        on
            interactions.interaction_number
            = reasons_mapped.interaction_number
    where reasons_mapped.mapped_reason_id <> '*'

),

last_of_cases as (

    select
        thread_id,
        max(interaction_number) as last_number

    from coded
    where thread_kind = 'case' and thread_id is not null
    group by thread_id

),

case_reasons as (

    select
        legs.contact_root_number,
        coded.mapped_reason_id,
        row_number() over (
            partition by legs.contact_root_number
            order by legs.interaction_number desc
        ) as leg_rank

    from interactions as legs
    inner join last_of_cases
        on legs.thread_id = last_of_cases.thread_id
    inner join coded
        on last_of_cases.last_number = coded.interaction_number
    where
        legs.contact_root_number is not null and legs.thread_kind = 'case'

),

own_reasons as (

    select
        contact_root_number,
        mapped_reason_id,
        row_number() over (
            partition by contact_root_number order by interaction_number desc
        ) as leg_rank

    from coded
    where contact_root_number is not null

),

with_reason as (

    select
        contacts.*,
        coalesce(
            reasons_overridden.contact_reason_id,
            case_reasons.mapped_reason_id,
            own_reasons.mapped_reason_id,
            'unqualified'
        ) as contact_reason_id,
        case
            when reasons_overridden.contact_reason_id is not null
                then 'override'
            when case_reasons.mapped_reason_id is not null then 'case'
            when own_reasons.mapped_reason_id is not null then 'mapped'
            else 'unqualified'
        end as reason_rule

    from contacts
    left join reasons_overridden
        on
            contacts.contact_root_number
            = reasons_overridden.contact_root_number
    left join case_reasons
        on
            contacts.contact_root_number = case_reasons.contact_root_number
            and case_reasons.leg_rank = 1
    left join own_reasons
        on
            contacts.contact_root_number = own_reasons.contact_root_number
            and own_reasons.leg_rank = 1

),

classified as (

    select
        with_reason.*,
        reasons_listed.window_seconds,
        reasons_listed.expected_contacts

    from with_reason
    inner join reasons_listed
        on with_reason.contact_reason_id = reasons_listed.contact_reason_id

)

select * from classified
