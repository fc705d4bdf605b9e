-- The whole mart. What a slice is cut by may be a team's name: it is hashed.
with

rates as (

    select
        *,
        period_grain || ' ' || period_started_on || ' by ' || slice as place

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
    contact_count - ticket_count as contacts_after_the_first,
    cast(ticket_count < 1 or contact_count < ticket_count as integer)
        as empty_count,
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
        when eligible_ticket_count > 0
            then round(reiterated_ticket_rate * eligible_ticket_count, 6)
    end as reiterated_by_rate,
    case when eligible_ticket_count > 0 then reiterated_ticket_count end
        as reiterated_ticket_count,
    $shares_out_of_range as shares_out_of_range_count,
    $means_out_of_range as means_out_of_range_count,
    $intervals_wrong as intervals_wrong_count,
    $bounds_wrong as bounds_wrong_count,
    cast(not is_small_cell and eligible_ticket_count < 30 as integer)
        as unmarked_small_count

from rates
