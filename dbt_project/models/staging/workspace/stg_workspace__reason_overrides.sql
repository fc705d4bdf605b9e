with

reason_overrides as (

    select * from {{ source('workspace', 'reason_overrides') }}

),

renamed as (

    select
        interaction_id,
        published_interaction_id,
        contact_reason_id,
        line_number,
        decided_on

    from reason_overrides

)

select * from renamed
