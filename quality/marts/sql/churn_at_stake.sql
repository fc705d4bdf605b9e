-- The whole mart beside the tickets it counts, reasons hashed.
with

tickets as (

    select
        coalesce(contact_reason_id, 'all') as contact_reason_id,
        resolution,
        count(*) as eligible_count

    from marts.tickets
    where is_eligible
    group by grouping sets ((contact_reason_id, resolution), (resolution))

),

churn as (

    select
        *,
        -- Doubles keep a billionth: of large amounts that is more than a cent.
        greatest(0.01, $nearly * abs(yearly_revenue_amount)) as cent,
        max(case when resolution = 'once_and_done' then departure_rate end)
            over (partition by contact_reason_id) as done_rate,
        case
            when contact_reason_id = 'all'
                then 2 * ticket_count
                <> sum(ticket_count) over (partition by resolution)
            else false
        end as is_other_sum

    from marts.churn_at_stake

)

select
    left(sha256(contact_reason_id), 12) || ' ' || resolution as place,
    left(sha256(contact_reason_id), 12) as contact_reason_id,
    resolution,
    cast(
        resolution not in (
            'once_and_done', 'reiterated', 'reiterated_late', 'unserved'
        ) as integer
    ) as unknown_word_count,
    cast(
        departed_ticket_count not between 0 and ticket_count
        or customer_count not between 1 and ticket_count
        or ticket_count > coalesce(eligible_count, 0)
        or is_other_sum as integer
    ) as miscounted_count,
    cast(
        abs(departure_rate - departed_ticket_count / ticket_count) > $nearly
        or abs(
            departure_rate_difference - (departure_rate - done_rate)
        ) > $nearly
        or (
            departure_rate_difference is not null
            and resolution = 'once_and_done'
        ) as integer
    ) as rate_wrong_count,
    cast(
        departure_rate
        not between departure_rate_low - $nearly
        and departure_rate_high + $nearly
        or departure_rate_low < 0 or departure_rate_high > 1
        or departure_rate_difference
        not between departure_rate_difference_low
        and departure_rate_difference_high as integer
    ) as interval_wrong_count,
    cast(
        abs(
            revenue_at_stake_amount
            - departure_rate_difference * yearly_revenue_amount
        ) > cent
        or revenue_at_stake_amount
        not between revenue_at_stake_amount_low
        and revenue_at_stake_amount_high as integer
    ) as amount_wrong_count,
    cast(least(ticket_count, customer_count) < 30 and not is_small_cell as integer)
        as unmarked_small_count

from churn
left join tickets using (contact_reason_id, resolution)
