with

reasons_listed as (

    select * from {{ ref('int_reasons_listed') }}

),

published as (

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

    from reasons_listed

)

select * from published
