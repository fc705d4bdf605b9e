-- Why: each contact's own reason, first match. `override`: a person decided.
-- `case`: the last mapped code of its case thread, for a recoding corrects the
-- first guess. `mapped`: the last mapped code among its own legs, for a transfer
-- corrects the first guess. `predicted`: what a classifier that is sure enough
-- read last in its own legs. Otherwise `unqualified`, a reason like any other.
--
-- `neighbour` comes later, with tickets.

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
        legs.interaction_number as leg_number,
        coded.mapped_reason_id

    from interactions as legs
    inner join last_of_cases
        on legs.thread_id = last_of_cases.thread_id
    inner join coded
        on last_of_cases.last_number = coded.interaction_number
    where
        legs.contact_root_number is not null and legs.thread_kind = 'case'

),

reasons_predicted as (

    select * from {{ ref('int_reasons_predicted') }}

),

claims as (

    select
        contact_root_number,
        contact_reason_id,
        'override' as reason_rule,
        1 as rule_rank,
        contact_root_number as leg_number

    from reasons_overridden

    union all

    select
        contact_root_number,
        mapped_reason_id as contact_reason_id,
        'case' as reason_rule,
        2 as rule_rank,
        leg_number

    from case_reasons

    union all

    select
        contact_root_number,
        mapped_reason_id as contact_reason_id,
        'mapped' as reason_rule,
        3 as rule_rank,
        interaction_number as leg_number

    from coded
    where contact_root_number is not null

    union all

    select
        legs.contact_root_number,
        reasons_predicted.mapped_reason_id as contact_reason_id,
        'predicted' as reason_rule,
        4 as rule_rank,
        legs.interaction_number as leg_number

    from interactions as legs
    inner join reasons_predicted
        on legs.interaction_number = reasons_predicted.interaction_number
    where
        legs.contact_root_number is not null
        and reasons_predicted.mapped_reason_id <> '*'

),

ranked as (

    select
        *,
        row_number() over (
            partition by contact_root_number
            order by rule_rank asc, leg_number desc
        ) as claim_rank

    from claims

),

with_reason as (

    select
        contacts.*,
        coalesce(ranked.contact_reason_id, 'unqualified') as contact_reason_id,
        coalesce(ranked.reason_rule, 'unqualified') as reason_rule

    from contacts
    left join ranked
        on
            contacts.contact_root_number = ranked.contact_root_number
            and ranked.claim_rank = 1

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
