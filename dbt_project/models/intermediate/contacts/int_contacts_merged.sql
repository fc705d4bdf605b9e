-- Legs merged into contacts: each knows its contact and by which rule it belongs
-- to it. contact_id is the hash of the contact's first interaction;
-- contact_root_number is that interaction's number. A courtesy goes with the
-- contact it continues, with all its messages.

with

attempted as (

    select * from {{ ref('int_contacts_attempted') }}

),

courteous as (

    select * from {{ ref('int_contacts_courteous') }}

),

legs as (

    select * from {{ ref('int_contacts_legs') }}

),

with_root as (

    select
        attempted.interaction_number,
        coalesce(
            courteous.contact_root_number, attempted.attempt_root_number
        ) as contact_root_number,
        case
            when courteous.contact_root_number is not null then 'courtesy'
            else attempted.merge_rule
        end as merge_rule

    from attempted
    left join courteous
        on attempted.attempt_root_number = courteous.attempt_root_number

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
