-- Contacts: one attempt by the customer, as the customer lives it. Each leg
-- knows its contact and by which rule it belongs to it; what is no part of a
-- contact has neither. contact_id is the hash of the contact's first
-- interaction; contact_root_number is that interaction's number.

with

interactions as (

    select * from {{ ref('int_interactions_identified') }}

),

legs as (

    select * from {{ ref('int_contacts_legs') }}

),

redialled as (

    select * from {{ ref('int_contacts_redialled') }}

),

turned as (

    select * from {{ ref('int_contacts_turned') }}

),

visited as (

    select * from {{ ref('int_contacts_visited') }}

),

merged as (

    select
        legs.interaction_number,
        coalesce(
            redialled.root_number,
            turned.root_number,
            visited.root_number,
            legs.conversation_number
        ) as contact_root_number,
        coalesce(
            case
                when legs.interaction_number <> legs.conversation_number
                    then 'leg'
            end,
            redialled.merge_rule,
            turned.merge_rule,
            visited.merge_rule,
            'first'
        ) as merge_rule

    from legs
    left join redialled
        on legs.conversation_number = redialled.conversation_number
    left join turned
        on legs.interaction_number = turned.interaction_number
    left join visited
        on legs.interaction_number = visited.interaction_number

),

contacted as (

    select
        interactions.*,
        merged.contact_root_number,
        {{ short_id('roots.interaction_id') }} as contact_id,
        merged.merge_rule

    from interactions
    left join merged
        on interactions.interaction_number = merged.interaction_number
    left join legs as roots
        on merged.contact_root_number = roots.interaction_number

)

select * from contacted
