-- What a person decided by hand, and which contacts each line speaks of: the
-- line names an interaction by its id in the source, or by the one published.

with

reason_overrides as (

    select * from {{ ref('stg_workspace__reason_overrides') }}

),

ticket_overrides as (

    select * from {{ ref('stg_workspace__ticket_overrides') }}

),

interactions as (

    select * from {{ ref('int_interactions_contacted') }}

),

overrides as (

    select
        'reason_overrides.csv' as file_name,
        line_number,
        'reason' as action,
        contact_reason_id,
        decided_on,
        interaction_id,
        published_interaction_id,
        null as other_interaction_id,
        null as other_published_interaction_id

    from reason_overrides

    union all

    select
        'ticket_overrides.csv' as file_name,
        line_number,
        action,
        null as contact_reason_id,
        decided_on,
        interaction_id,
        published_interaction_id,
        other_interaction_id,
        other_published_interaction_id

    from ticket_overrides

),

placed as (

    select
        overrides.file_name,
        overrides.line_number,
        overrides.action,
        overrides.contact_reason_id,
        overrides.decided_on,
        ones.interaction_number,
        ones.contact_root_number,
        ones.customer_number,
        others.interaction_number as other_interaction_number,
        others.contact_root_number as other_contact_root_number,
        others.customer_number as other_customer_number

    from overrides
    left join interactions as ones
        on
            ones.interaction_id
            in (overrides.interaction_id, overrides.published_interaction_id)
    left join interactions as others
        on
            others.interaction_id in (
                overrides.other_interaction_id,
                overrides.other_published_interaction_id
            )

)

select * from placed
