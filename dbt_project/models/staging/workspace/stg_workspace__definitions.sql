with

definitions as (

    select * from {{ source('workspace', 'definitions') }}

),

renamed as (

    select
        definition_id,
        definition_name_en,
        definition_name_fr,
        definition_text_en,
        definition_text_fr,
        definition_source,
        limits_en,
        limits_fr,
        difference_en,
        difference_fr,
        group_by,
        counts,
        population,
        window_unit,
        clock,
        abandoned,
        self_service,
        chaser,
        requested,
        maturity,
        rate as rate_kind,
        position_number,
        window_length,
        is_shipped

    from definitions

)

select * from renamed
