-- The whole mart. What a slice is cut by may be a team's name: it is hashed. Of other
-- definitions than ours groups stand for tickets, and not all add up.
with

rates as (

    select
        *,
        period_grain || ' ' || period_started_on || ' by ' || slice
        || case when definition_id <> 'once_and_done' then ' of ' || definition_id else '' end
            as place,
        definition_id = 'once_and_done' as is_ours

    from marts.reiteration_rates

)

select
    place,
    definition_id,
    period_grain,
    strftime(period_started_on, '%Y-%m-%d') as period_started_on,
    slice,
    left(sha256(slice_value), 12) as slice_value,
    left(sha256(slice_value_2), 12) as slice_value_2,
    ticket_count,
    eligible_ticket_count,
    reiteration_count,
    case when is_ours then contact_count - ticket_count else reiteration_count end
        as contacts_after_the_first,
    cast(
        case
            when is_ours then ticket_count < 1 or contact_count < ticket_count
            else greatest(ticket_count, contact_count) < 1
        end as integer
    ) as empty_count,
    case
        when period_grain in ('month', 'last_12_months')
            then day(period_started_on) <> 1
        when period_grain = 'week' then isodow(period_started_on) <> 1
        when period_grain = 'year' then dayofyear(period_started_on) <> 1
        else true
    end as is_period_wrong,
    round(
        reiterated_ticket_rate + reiterated_late_rate + unserved_rate
        + once_and_done_rate, 9
    ) as resolution_share_sum,
    case
        when is_ours and eligible_ticket_count > 0
            then round(reiterated_ticket_rate * eligible_ticket_count, 6)
    end as reiterated_by_rate,
    case when is_ours and eligible_ticket_count > 0 then reiterated_ticket_count end
        as reiterated_ticket_count,
    $shares_out_of_range as shares_out_of_range_count,
    $means_out_of_range as means_out_of_range_count,
    $intervals_wrong as intervals_wrong_count,
    $bounds_wrong as bounds_wrong_count,
    cast(
        not is_small_cell
        and case
            when is_ours then eligible_ticket_count
            else greatest(eligible_ticket_count, contact_count)
        end < 30 as integer
    ) as unmarked_small_count

from rates
