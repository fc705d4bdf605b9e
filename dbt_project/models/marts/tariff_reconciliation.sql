-- Where partners' invoices went: what interactions bear of each tariff, and what
-- nothing could, for the partner worked on nothing and a minimum was due, or the
-- minimum is for days that were not seen, or not yet.

with

charged as (

    select * from {{ ref('int_tariffs_charged') }}

),

counted as (

    select * from {{ ref('int_tariffs_counted') }}

),

tariffs as (

    select * from {{ ref('int_tariffs_listed') }}
    where from_volume = 0

),

borne as (

    select * from {{ ref('int_tariffs_borne') }}

),

months as (

    select * from {{ ref('int_calendar_months') }}

),

published as (

    select
        charged.month_started_on,
        tariffs.partner_name,
        tariffs.site_name,
        tariffs.team_name,
        tariffs.channel,
        tariffs.support_level,
        tariffs.language,
        tariffs.hours,
        counted.interaction_count,
        charged.billable_count as billable_interaction_count,
        charged.priced_amount,
        cast(tariffs.minimum_amount as decimal(24, 6)) as minimum_amount,
        charged.charged_amount,
        coalesce(borne.allocated_amount, 0) as allocated_amount,
        cast(
            case
                when charged.billable_count = 0 then charged.charged_amount
                else charged.charged_amount - charged.seen_amount
            end as decimal(24, 6)
        ) as unallocated_amount,
        cast(
            charged.charged_amount - charged.seen_amount as decimal(24, 6)
        ) as unseen_amount,
        coalesce(borne.under_ledger_amount, 0) as under_ledger_amount,
        tariffs.minimum_amount > charged.priced_amount as is_minimum_charged,
        coalesce(months.is_provisional, true) as is_provisional

    from charged
    inner join counted
        on
            charged.tariff_number = counted.tariff_number
            and charged.month_started_on = counted.month_started_on
    inner join tariffs
        on charged.tariff_number = tariffs.tariff_number
    left join borne
        on
            charged.tariff_number = borne.tariff_number
            and charged.month_started_on = borne.month_started_on
    left join months
        on charged.month_started_on = months.month_started_on

)

select * from published
