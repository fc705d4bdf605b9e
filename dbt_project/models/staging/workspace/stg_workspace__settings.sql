with

settings as (

    select * from {{ source('workspace', 'settings') }}

),

renamed as (

    select
        company as company_name,
        country,
        timezone,
        currency,
        customer_unit,
        reiteration_window_days,
        expected_contacts,
        min_abandon_seconds,
        max_group_size,
        max_daily_contacts,
        publish_agents as is_agent_published,
        has_contact_reasons,
        has_contact_reason_mappings

    from settings

)

select * from renamed
