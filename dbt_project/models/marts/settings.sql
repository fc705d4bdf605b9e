with

settings_listed as (

    select * from {{ ref('int_settings_listed') }}

),

published as (

    select
        company_name,
        country,
        timezone,
        currency,
        customer_unit,
        reiteration_window_days,
        expected_contacts

    from settings_listed

)

select * from published
