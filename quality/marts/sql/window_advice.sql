-- The whole mart beside the curves and reasons it advises on, reasons hashed.
with

curves as (

    select *
    from marts.recontact_curves
    where contact_reason_id <> 'unqualified' and day_number = 90

)

select
    left(sha256(contact_reason_id), 12) as place,
    left(sha256(contact_reason_id), 12) as contact_reason_id,
    coalesce(advice.contact_count, 0) as contact_count,
    coalesce(curves.contact_count, 0) as contacts_by_curve,
    coalesce(followed_90_days_count, 0) as followed_count,
    coalesce(curves.at_risk_count, 0) as followed_by_curve,
    cast(
        conclusion not in (
            'advised', 'short_history', 'too_few', 'little_excess',
            'still_falling'
        ) as integer
    ) as unknown_word_count,
    cast(
        case
            when conclusion = 'advised'
                then coalesce(
                    advised_window_days not between 1 and 45
                    or advised_window_days_low not between 1 and 45
                    or advised_window_days_high
                    not between advised_window_days_low and 45,
                    true
                )
            else coalesce(
                advised_window_days, advised_window_days_low,
                advised_window_days_high
            ) is not null
        end as integer
    ) as advice_wrong_count,
    cast(
        (conclusion = 'short_history') <> (followed_90_days_count = 0)
        or (
            followed_90_days_count < 30
            and conclusion not in ('short_history', 'too_few')
        )
        or (conclusion = 'advised' and not excess_share >= 0.01)
        or advice.is_small_cell <> (conclusion in ('short_history', 'too_few'))
        as integer
    ) as contradiction_count,
    cast(
        base_rate not between 0 and 1 or excess_share > 1 or unrelated_share < -$nearly
        or base_rate_low > base_rate_high
        or excess_share_low > excess_share_high
        or unrelated_share_low > unrelated_share_high as integer
    ) as out_of_range_count,
    cast(
        not advice.is_small_cell and (
            base_rate
            not between base_rate_low - $nearly and base_rate_high + $nearly
            or excess_share not between excess_share_low - $nearly
            and excess_share_high + $nearly
            or unrelated_share
            not between unrelated_share_low - $nearly
            and unrelated_share_high + $nearly
            or advised_window_days
            not between advised_window_days_low and advised_window_days_high
        ) as integer
    ) as outside_count,
    cast(
        abs(advice.reiteration_window_days - reasons.reiteration_window_days)
        > 0.5 or reasons.contact_reason_id is null as integer
    ) as window_wrong_count

from marts.window_advice as advice
full join curves using (contact_reason_id)
left join marts.contact_reasons as reasons using (contact_reason_id)
