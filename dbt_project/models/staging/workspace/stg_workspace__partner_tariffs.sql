with

partner_tariffs as (

    select * from {{ source('workspace', 'partner_tariffs') }}

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
        mode,
        support_level,
        coalesce(from_volume, 0) as from_volume,
        price_amount,
        coalesce(minimum_amount, 0) as minimum_amount,
        coalesce(valid_from, cast('0001-01-01' as date)) as valid_from,
        coalesce(valid_to, cast('9999-12-31' as date)) as valid_to

    from partner_tariffs

)

select * from renamed
