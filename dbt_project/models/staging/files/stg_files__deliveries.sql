with

deliveries as (

    select * from {{ source('raw', 'deliveries') }}

),

renamed as (

    select
        delivery_id,
        source_name,
        entity,
        file_name,
        row_count,
        accepted_count,
        rejected_count,
        skipped_count,
        ambiguous_time_count,
        missing_time_count,
        rejected_identifier_count,
        cast(first_started_at as timestamp) as first_started_at,
        cast(last_started_at as timestamp) as last_started_at,
        cast(complete_until_at as timestamp) as complete_until_at,
        cast(loaded_at as timestamp) as loaded_at

    from deliveries

)

select * from renamed
