-- Legs gathered into attempts: each knows the first leg of its attempt, by the
-- one rule that fits its channel (`leg`, `transfer`, `redial`, `turn`, `visit`).
-- An attempt is a contact, unless it is only a word of thanks (`courtesy`).

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

attempted as (

    select
        legs.interaction_number,
        coalesce(
            redialled.root_number,
            turned.root_number,
            visited.root_number,
            legs.conversation_number
        ) as attempt_root_number,
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

)

select * from attempted
