with

cost_ledger as (

    select * from {{ source('workspace', 'cost_ledger') }}

),

renamed as (

    select
        line_number,
        category,
        driver,
        partner_name,
        site_name,
        team_name,
        channel,
        language,
        hours,
        support_level,
        amount,
        month_started_on

    from cost_ledger

)

select * from renamed
