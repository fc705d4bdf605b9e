-- The whole mart beside the curves it is ranked from, reasons hashed. A rank is
-- one more than how many reasons are ahead of it, so equals share one. What is
-- too small to read on one day of the family has no rank on any.
with

curves as (

    select
        *,
        day_number as window_days,
        bool_or(is_small_cell) over (partition by contact_reason_id) as is_small

    from marts.recontact_curves
    where
        contact_reason_id <> 'unqualified'
        and day_number in (1, 3, 7, 14, 15, 30, 45)

),

ranked as (

    select
        *,
        rank() over (
            partition by window_days, rate_rank is null
            order by recontact_rate desc nulls last
        ) as rate_place,
        rank() over (
            partition by window_days, volume_rank is null
            order by recontact_rate * contact_count desc nulls last
        ) as volume_place,
        min(rate_rank) over reason as least_rate_rank,
        max(rate_rank) over reason as greatest_rate_rank,
        min(volume_rank) over reason as least_volume_rank,
        max(volume_rank) over reason as greatest_volume_rank

    from marts.rank_sensitivity
    window reason as (partition by contact_reason_id)

)

select
    left(sha256(contact_reason_id), 12) || ' of ' || window_days || ' days'
        as place,
    left(sha256(contact_reason_id), 12) as contact_reason_id,
    window_days,
    cast(
        curves.contact_reason_id is null or ranked.contact_reason_id is null
        or ranked.contact_count <> curves.contact_count
        or (ranked.recontact_rate is null) <> (curves.recontact_rate is null)
        or abs(ranked.recontact_rate - curves.recontact_rate) > $nearly
        or abs(ranked.recontact_rate_low - curves.recontact_rate_low) > $nearly
        or abs(ranked.recontact_rate_high - curves.recontact_rate_high) > $nearly
        as integer
    ) as curve_wrong_count,
    cast(
        rate_rank <> rate_place or volume_rank <> volume_place as integer
    ) as rank_wrong_count,
    cast(
        best_rate_rank is distinct from least_rate_rank
        or worst_rate_rank is distinct from greatest_rate_rank
        or best_volume_rank is distinct from least_volume_rank
        or worst_volume_rank is distinct from greatest_volume_rank
        as integer
    ) as end_wrong_count,
    cast(
        ranked.is_small_cell <> curves.is_small
        or (rate_rank is null) <> ranked.is_small_cell
        or (volume_rank is null) <> ranked.is_small_cell as integer
    ) as small_wrong_count

from ranked
full join curves using (contact_reason_id, window_days)
