-- The whole mart beside what interactions cost by tariff, by month and partner.
-- Keys are the workspace's own words: hashed.
with

carried as (

    select
        cast(date_trunc('month', local_date) as date) as month_started_on,
        partner_name,
        sum(cost_amount) as carried_amount

    from marts.interactions
    where cost_basis = 'tariff'
    group by all

)

select
    strftime(month_started_on, '%Y-%m') as place,
    strftime(month_started_on, '%Y-%m-%d') as month_started_on,
    left(
        sha256(
            concat_ws(
                ' / ', partner_name, coalesce(site_name, ''),
                coalesce(team_name, ''), coalesce(channel, ''),
                coalesce(support_level, 0), coalesce(language, ''),
                coalesce(hours, '')
            )
        ), 12
    ) as tariff,
    round(coalesce(charged_amount, 0), 2)::double as charged_amount,
    round(coalesce(allocated_amount + unallocated_amount, 0), 2)::double
        as spread_amount,
    round(
        coalesce(
            sum(allocated_amount - under_ledger_amount)
                over (partition by month_started_on, partner_name),
            0
        ), 2
    )::double as borne_in_month,
    round(coalesce(carried_amount, 0), 2)::double as carried_in_month,
    cast(
        coalesce(
            billable_interaction_count > interaction_count
            or billable_interaction_count < 0
            or charged_amount <> greatest(priced_amount, minimum_amount)
            or is_minimum_charged <> (minimum_amount > priced_amount)
            or (
                unallocated_amount <> unseen_amount
                and billable_interaction_count > 0
            )
            or unseen_amount not between 0 and charged_amount
            or (unseen_amount <> 0 and not is_provisional)
            or under_ledger_amount not between 0 and allocated_amount
            or (priced_amount > 0 and billable_interaction_count = 0),
            false
        ) as integer
    ) as wrong_count

from marts.tariff_reconciliation
full join carried using (month_started_on, partner_name)
