with

codes_used as (

    select * from {{ ref('int_codes_used') }}

),

published as (

    select
        source_name,
        source_reason_code,
        interaction_count,
        contact_count,
        unmapped_interaction_count,
        unmapped_contact_count,
        contact_reason_id,
        first_seen_on,
        last_seen_on,
        is_appeared,
        is_vanished

    from codes_used

)

select * from published
