with

ticket_overrides as (

    select * from {{ source('workspace', 'ticket_overrides') }}

),

renamed as (

    select
        interaction_id,
        published_interaction_id,
        other_interaction_id,
        other_published_interaction_id,
        action,
        line_number,
        decided_on

    from ticket_overrides

)

select * from renamed
