-- The whole mart beside the sums of its scenarios' lines, names hashed.
with

savings as (

    select
        *,
        -- Doubles keep a billionth: of large amounts that is more than a cent.
        greatest(0.01, $nearly * abs(yearly_cost_amount)) as cent,
        contact_reason_id = 'all' as is_whole,
        count(*) over scenarios as row_count,
        count(*) filter (where contact_reason_id = 'all') over scenarios
            as whole_count,
        sum(ticket_count) filter (where contact_reason_id <> 'all')
            over scenarios as tickets_of_lines,
        sum(yearly_contacts_avoided) filter (where contact_reason_id <> 'all')
            over scenarios as contacts_of_lines,
        sum(yearly_hours_released) filter (where contact_reason_id <> 'all')
            over scenarios as hours_of_lines,
        sum(yearly_saving_amount) filter (where contact_reason_id <> 'all')
            over scenarios as saving_of_lines,
        sum(one_off_amount) filter (where contact_reason_id <> 'all')
            over scenarios as one_off_of_lines,
        sum(yearly_amount) filter (where contact_reason_id <> 'all')
            over scenarios as yearly_of_lines

    from marts.what_if_savings
    window scenarios as (partition by scenario)

)

select
    left(sha256(scenario), 12) || ' ' || left(sha256(contact_reason_id), 12)
        as place,
    left(sha256(scenario), 12) as scenario,
    left(sha256(contact_reason_id), 12) as contact_reason_id,
    cast(
        abs(yearly_contacts - yearly_contacts_after - yearly_contacts_avoided)
        > $nearly * 1000
        or abs(yearly_hours - yearly_hours_after - yearly_hours_released)
        > $nearly * 1000
        or abs(
            yearly_cost_amount - yearly_cost_after_amount - yearly_saving_amount
        ) > cent
        or abs(
            yearly_saving_amount - yearly_amount - net_yearly_saving_amount
        ) > cent as integer
    ) as difference_wrong_count,
    cast(
        yearly_saving_amount
        not between yearly_saving_amount_sampling_low - cent
        and yearly_saving_amount_sampling_high + cent
        or yearly_hours_released
        not between yearly_hours_released_sampling_low - $nearly
        and yearly_hours_released_sampling_high + $nearly
        or yearly_contacts_avoided
        not between yearly_contacts_avoided_sampling_low - $nearly
        and yearly_contacts_avoided_sampling_high + $nearly as integer
    ) as sampling_wrong_count,
    cast(
        yearly_contacts_estimated < yearly_contacts - $nearly * 1000
        or yearly_saving_amount_estimated
        not between yearly_saving_amount_estimated_low - cent
        and yearly_saving_amount_estimated_high + cent
        or (
            yearly_contacts > 0
            and (yearly_saving_amount_estimated is null)
            <> (yearly_saving_amount is null)
        ) as integer
    ) as estimate_wrong_count,
    cast(
        yearly_saving_amount_lever_low > yearly_saving_amount + cent
        or yearly_saving_amount_lever_high < yearly_saving_amount - cent
        or yearly_hours_released_lever_low > yearly_hours_released + $nearly
        or yearly_hours_released_lever_high < yearly_hours_released - $nearly
        as integer
    ) as lever_wrong_count,
    cast(
        (payback_months is null)
        <> not coalesce(
            net_yearly_saving_amount > 0 and not is_underpriced
            and (contact_reason_id = 'all' or line_count = 1),
            false
        )
        or abs(
            payback_months * net_yearly_saving_amount / 12 - one_off_amount
        ) > cent
        or (payback_months_lever_low is null)
        <> not coalesce(
            yearly_saving_amount_lever_low > yearly_amount
            and not is_underpriced
            and (contact_reason_id = 'all' or line_count = 1),
            false
        )
        or abs(
            payback_months_lever_low
            * (yearly_saving_amount_lever_low - yearly_amount) / 12
            - one_off_amount
        ) > cent
        or (payback_months_lever_high is null)
        <> not coalesce(
            yearly_saving_amount_lever_high > yearly_amount
            and not is_underpriced
            and (contact_reason_id = 'all' or line_count = 1),
            false
        )
        or abs(
            payback_months_lever_high
            * (yearly_saving_amount_lever_high - yearly_amount) / 12
            - one_off_amount
        ) > cent
        or is_underpriced <> coalesce(priced_contact_share < 0.7, false)
        or priced_contact_share not between 0 and 1 + $nearly
        as integer
    ) as payback_wrong_count,
    cast(
        yearly_contacts < 0 or yearly_contacts_after < -$nearly
        or yearly_hours_after < -$nearly or yearly_cost_after_amount < -cent
        or complete_ticket_count > ticket_count as integer
    ) as out_of_range_count,
    cast(ticket_count < 30 and not is_small_cell as integer)
        as unmarked_small_count,
    cast(
        whole_count <> 1 or row_count <> line_count + 1
        or is_whole and (
            ticket_count <> tickets_of_lines
            or abs(yearly_contacts_avoided - contacts_of_lines) > $nearly * 1000
            or abs(yearly_hours_released - hours_of_lines) > $nearly * 1000
            or abs(yearly_saving_amount - saving_of_lines) > cent
            or abs(one_off_amount - one_off_of_lines) > cent
            or abs(yearly_amount - yearly_of_lines) > cent
        ) as integer
    ) as line_wrong_count,
    cast(
        (
            is_whole and line_count > 1 and coalesce(
                problems_avoided_share_low, excess_avoided_share_low,
                first_contacts_to_self_care_share_low, handling_time_factor_low,
                expected_contacts_low, unit_cost_factor_low,
                departures_avoided_count_low
            ) is not null
        )
        or least(
            problems_avoided_share_low, problems_avoided_share_high,
            excess_avoided_share_low, excess_avoided_share_high,
            first_contacts_to_self_care_share_low,
            first_contacts_to_self_care_share_high,
            handling_time_factor_low, handling_time_factor_high,
            expected_contacts_low, expected_contacts_high,
            unit_cost_factor_low, unit_cost_factor_high,
            departures_avoided_count_low, departures_avoided_count_high
        ) < 0
        or greatest(
            problems_avoided_share_low, problems_avoided_share_high,
            excess_avoided_share_low, excess_avoided_share_high,
            first_contacts_to_self_care_share_low,
            first_contacts_to_self_care_share_high
        ) > 1 as integer
    ) as given_wrong_count,
    cast(
        abs(fte_released * hours_per_post - yearly_in_house_hours_released)
        > $nearly * 1000 as integer
    ) as fte_wrong_count

from savings
