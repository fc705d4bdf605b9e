-- The whole mart beside the months of reiteration_rates that it compares.
with

months as (

    unpivot (
        select
            period_started_on,
            eligible_ticket_count,
            is_provisional,
            reiterated_ticket_rate,
            mean_contacts_30_days
        from marts.reiteration_rates
        where
            definition_id = 'once_and_done' and slice = 'all'
            and period_grain = 'month'
    )
    on reiterated_ticket_rate, mean_contacts_30_days
    into name rate_name value month_rate

)

select
    rate_changes.rate_name || ' of ' || strftime(month_started_on, '%Y-%m') || ' to '
    || comparison as place,
    rate_changes.rate_name,
    comparison,
    strftime(month_started_on, '%Y-%m-%d') as month_started_on,
    cast(
        rate_changes.rate_name not in ('reiterated_ticket_rate', 'mean_contacts_30_days')
        or comparison not in ('previous_month', 'year_before') as integer
    ) as unknown_word_count,
    cast(
        date_diff('month', compared_month_started_on, month_started_on)
        <> case comparison when 'previous_month' then 1 else 12 end as integer
    ) as miscompared_count,
    cast(
        later.month_rate is null or earlier.month_rate is null
        or abs(rate - later.month_rate) > $nearly
        or abs(compared_rate - earlier.month_rate) > $nearly as integer
    ) as month_wrong_count,
    cast(
        rate_changes.rate_name = 'reiterated_ticket_rate'
        and (
            ticket_count <> later.eligible_ticket_count
            or compared_ticket_count <> earlier.eligible_ticket_count
        ) as integer
    ) as ticket_wrong_count,
    cast(abs(rate_change - (rate - compared_rate)) > $nearly as integer)
        as difference_wrong_count,
    cast(
        abs(rate_change - constant_mix_change - mix_change) > $nearly as integer
    ) as part_wrong_count,
    cast(
        rate_change not between rate_change_low and rate_change_high
        or constant_mix_change
        not between constant_mix_change_low and constant_mix_change_high
        or mix_change not between mix_change_low and mix_change_high
        as integer
    ) as interval_wrong_count,
    cast(
        least(ticket_count, compared_ticket_count) < 30
        and not rate_changes.is_small_cell
        or rate_changes.is_provisional
        <> (later.is_provisional or earlier.is_provisional) as integer
    ) as unmarked_count

from marts.rate_changes
left join months as later
    on
        rate_changes.rate_name = later.rate_name
        and month_started_on = later.period_started_on
left join months as earlier
    on
        rate_changes.rate_name = earlier.rate_name
        and compared_month_started_on = earlier.period_started_on
