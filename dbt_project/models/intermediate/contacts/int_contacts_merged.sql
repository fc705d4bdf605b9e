-- Legs merged into contacts: each knows its contact and by which rule it belongs
-- to it. contact_id is the hash of the contact's first interaction;
-- contact_root_number is that interaction's number.

with

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

with_root as (

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
        on legs.conversation_number = visited.conversation_number

),

merged as (

    select
        with_root.interaction_number,
        with_root.contact_root_number,
        {{ short_id('roots.interaction_id') }} as contact_id,
        with_root.merge_rule

    from with_root
    inner join legs as roots
        on with_root.contact_root_number = roots.interaction_number

)

select * from merged
