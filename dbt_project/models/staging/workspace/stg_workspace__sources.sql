with

sources as (

    select * from {{ source('workspace', 'sources') }}

),

renamed as (

    select
        source_name,
        connector,
        entity,
        threads,
        cadence,
        account_space,
        visit_gap_seconds,
        cadence_seconds,
        predicted_reason_threshold,
        is_late_accepted,
        cast(complete_from_at as timestamp) as complete_from_at,
        cast(active_until_at as timestamp) as active_until_at

    from sources

)

select * from renamed
