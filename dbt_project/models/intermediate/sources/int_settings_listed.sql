with

settings as (

    select * from {{ ref('stg_workspace__settings') }}

),

listed as (

    select
        company_name,
        country,
        timezone,
        currency,
        customer_unit,
        reiteration_window_days,
        expected_contacts

    from settings

)

select * from listed
