-- Reasons belong to contacts: all legs take their contact's reason, which may be
-- that of a neighbour, or of the ticket a person joined it to. Work that
-- is no part of a contact keeps what its own code says (`mapped`), `*` standing
-- for "follows the open ticket".

with

interactions as (

    select * from {{ ref('int_interactions_contacted') }}

),

contacts as (

    select * from {{ ref('int_contacts_classified') }}

),

contacts_joined as (

    select * from {{ ref('int_contacts_joined') }}

),

reasons_mapped as (

    select * from {{ ref('int_reasons_mapped') }}

),

classified as (

    select
        interactions.*,
        reasons_mapped.mapped_reason_id,
        coalesce(
            contacts_joined.contact_reason_id,
            contacts.contact_reason_id,
            case
                when reasons_mapped.mapped_reason_id <> '*'
                    then reasons_mapped.mapped_reason_id
            end
        ) as contact_reason_id,
        case
            when contacts_joined.reason_rule is not null
                then contacts_joined.reason_rule
            when contacts.reason_rule is not null then contacts.reason_rule
            when reasons_mapped.mapped_reason_id <> '*' then 'mapped'
        end as reason_rule

    from interactions
    left join contacts
        on interactions.contact_root_number = contacts.contact_root_number
    left join contacts_joined
        on
            interactions.contact_root_number
            = contacts_joined.contact_root_number
    left join reasons_mapped
        on
            interactions.interaction_number
            = reasons_mapped.interaction_number

)

select * from classified
