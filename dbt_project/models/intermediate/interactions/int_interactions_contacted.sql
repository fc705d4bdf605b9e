-- Contacts: one attempt by the customer, as the customer lives it. What is no
-- part of a contact has none.

with

interactions as (

    select * from {{ ref('int_interactions_identified') }}

),

contacts_merged as (

    select * from {{ ref('int_contacts_merged') }}

),

contacted as (

    select
        interactions.*,
        contacts_merged.contact_root_number,
        contacts_merged.contact_id,
        contacts_merged.merge_rule

    from interactions
    left join contacts_merged
        on interactions.interaction_number = contacts_merged.interaction_number

)

select * from contacted
