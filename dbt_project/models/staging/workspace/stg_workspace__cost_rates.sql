with

cost_rates as (

    select * from {{ source('workspace', 'cost_rates') }}

),

renamed as (

    select
        line_number,
        partner_name,
        site_name,
        team_name,
        channel,
        language,
        hours,
        support_level,
        amount_per_hour,
        amount_per_interaction,
        default_handling_seconds,
        coalesce(concurrency, 1) as concurrency,
        coalesce(valid_from, cast('0001-01-01' as date)) as valid_from,
        coalesce(valid_to, cast('9999-12-31' as date)) as valid_to

    from cost_rates

)

select * from renamed
