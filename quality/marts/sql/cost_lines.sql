-- The whole mart beside the interactions that a price can be for.
with

days as (

    select
        min(local_date) as first_date,
        max(local_date) as last_date

    from marts.interactions

)

select
    file_name || ' line ' || line_number as place,
    file_name,
    line_number,
    cast(
        coalesce(
            file_name not in (
                'cost_rates.csv', 'partner_tariffs.csv', 'cost_ledger.csv',
                'fte_parameters.csv'
            )
            or verdict not in (
                'used', 'not_yet', 'no_longer', 'no_such_keys', 'other_days',
                'beaten', 'no_time', 'priced_otherwise', 'not_reached'
            )
            or unknown_key not in (
                'partner_name', 'site_name', 'team_name', 'channel',
                'support_level', 'language', 'hours'
            ),
            false
        ) as integer
    ) as unknown_word_count,
    cast(
        coalesce(
            is_used <> (verdict = 'used')
            or line_number < 2
            or (category is null) = (file_name = 'cost_ledger.csv')
            or least(fitting_interaction_count, pricing_interaction_count) < 0
            or pricing_interaction_count > fitting_interaction_count
            or (pricing_interaction_count > 0 and verdict <> 'used')
            or (
                pricing_interaction_count = 0 and verdict = 'used'
                and file_name <> 'cost_ledger.csv'
            )
            or (
                fitting_interaction_count > 0
                and verdict in ('not_yet', 'no_longer', 'no_such_keys', 'other_days')
            )
            or (verdict = 'not_reached') <> coalesce(
                verdict in ('used', 'not_reached')
                and from_volume > greatest_volume, false
            )
            or (from_volume is null) = (file_name = 'partner_tariffs.csv')
            or (
                verdict = 'not_yet' and coalesce(valid_from <= last_date, false)
            )
            or (
                verdict = 'no_longer' and coalesce(valid_to > first_date, true)
            ),
            true
        ) as integer
    ) as contradiction_count,
    cast(
        verdict = 'no_such_keys' and unknown_key = 'team_name'
        and exists (
            select * from marts.interactions
            where interactions.team_name = cost_lines.team_name
                and (
                    partner_name is null or file_name <> 'fte_parameters.csv'
                )
        ) as integer
    ) as known_team_count

from marts.cost_lines
cross join days
