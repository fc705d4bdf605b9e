with

contact_reasons as (

    select * from {{ source('workspace', 'contact_reasons') }}

),

renamed as (

    select
        contact_reason_id,
        contact_reason_name_en,
        contact_reason_name_fr,
        reason_group,
        journey_step,
        owner,
        treatment,
        expected_contacts,
        reiteration_window_days

    from contact_reasons

)

select * from renamed
