-- The whole mart beside its own rows by channel and the tickets, reasons hashed.
with

tickets as (

    select
        contact_reason_id,
        coalesce(first_channel, 'all') as first_channel,
        count(*) as ticket_count,
        sum(avoidable_cost_amount) as avoidable_cost_amount,
        sum(late_internal_amount) as late_internal_amount

    from marts.tickets
    group by grouping sets (
        (contact_reason_id, first_channel), (contact_reason_id)
    )

),

credits as (

    select coalesce(min(credit_amount), 0) < 0 as has_any
    from marts.cost_reconciliation

),

channels as (

    select
        contact_reason_id,
        'all' as first_channel,
        cast(sum(ticket_count) as bigint) as tickets_by_channel,
        sum(yearly_avoidable_cost_amount) as amount_by_channel,
        sum(yearly_late_internal_amount) as late_by_channel

    from marts.reason_priorities
    where first_channel <> 'all'
    group by contact_reason_id

),

ranked as (

    select
        *,
        -- Doubles keep a billionth: of large amounts that is more than a cent.
        greatest(0.01, $nearly * abs(yearly_cost_amount)) as cent,
        case
            when priority_rank is not null
                then rank() over (
                    partition by first_channel = 'all', priority_rank is null
                    order by yearly_avoidable_cost_amount desc
                )
        end as own_rank,
        case
            when priority_rank is not null
                and yearly_late_internal_amount is not null
                then rank() over (
                    partition by
                        first_channel = 'all',
                        priority_rank is null
                        or yearly_late_internal_amount is null
                    order by
                        yearly_avoidable_cost_amount
                        + yearly_late_internal_amount desc
                )
        end as own_rank_with_late

    from marts.reason_priorities

)

select
    left(sha256(contact_reason_id), 12) || ' ' || first_channel as place,
    left(sha256(contact_reason_id), 12) as contact_reason_id,
    first_channel,
    cast(
        coalesce(complete_ticket_count > ranked.ticket_count, true)
        or excess_contact_count > contact_count
        or excess_ticket_count > excess_contact_count
        or priced_excess_ticket_count > excess_ticket_count
        or late_unpriced_ticket_count > ranked.ticket_count
        or greatest(excess_ticket_count, complete_ticket_count)
        > ranked.ticket_count
        or contact_count < ranked.ticket_count
        or ranked.ticket_count > coalesce(tickets.ticket_count, 0)
        or coalesce(ranked.ticket_count, 0)
        <> coalesce(tickets_by_channel, ranked.ticket_count) as integer
    ) as miscounted_count,
    cast(
        abs(amount_by_channel - yearly_avoidable_cost_amount) > cent
        or abs(late_by_channel - yearly_late_internal_amount) > cent
        or (
            late_unpriced_ticket_count > 0
            and yearly_late_internal_amount is not null
        )
        -- Where the ledger has credits a part may be greater than the whole.
        or (
            not credits.has_any
            and (
                yearly_late_internal_amount
                > coalesce(tickets.late_internal_amount, 0) * 366 / 90 + cent
                or yearly_avoidable_cost_amount
                > coalesce(tickets.avoidable_cost_amount, 0) * 366 / 90 + cent
                or complete_ticket_count = ranked.ticket_count
                and yearly_avoidable_cost_amount
                + coalesce(yearly_late_internal_amount, 0)
                > yearly_cost_amount + cent
            )
        )
        or yearly_avoidable_cost_amount
        not between yearly_avoidable_cost_amount_low - cent
        and yearly_avoidable_cost_amount_high + cent as integer
    ) as amount_wrong_count,
    cast(
        priority_rank <> own_rank
        or rank_with_late_internal is distinct from own_rank_with_late
        or rank_with_late_internal > worst_rank
        or priority_rank not between best_rank and worst_rank
        or (priority_rank is null) <> (best_rank is null)
        or (priority_rank is null) <> (worst_rank is null)
        or (
            priority_rank is not null
            and (
                is_small_cell or contact_reason_id = 'unqualified'
                or priced_excess_ticket_count < 0.7 * excess_ticket_count
            )
        )
        or (priority_rank is null) = (unranked_because is null) as integer
    ) as rank_wrong_count,
    cast(
        cumulative_share < 0 or cumulative_share > 1 + $nearly
        or (cumulative_share is null and priority_rank is not null)
        or first_cause_share < second_cause_share
        or first_cause_share > 1 or switch_share > 1 as integer
    ) as share_wrong_count,
    cast(
        yearly_avoidable_in_house_hours > yearly_avoidable_hours + $nearly
        or abs(
            avoidable_fte - yearly_avoidable_in_house_hours
            / (annual_hours * (1 - shrinkage_without_leave) * occupancy)
        ) > $nearly
        or abs(avoidable_fte * hours_per_post - yearly_avoidable_in_house_hours)
        > 1e-6 as integer
    ) as fte_wrong_count,
    cast(
        (
            is_annualised
            and day_count < 90 and yearly_avoidable_hours is not null
        )
        -- Whole months: the calendar begins with the first interaction.
        or day_count <> (
            select coalesce(sum(date_diff(
                'day', month_started_on, month_started_on + interval 1 month
            )), 0)
            from (
                select distinct month_started_on from marts.calendar
                where is_in_year
            )
        ) as integer
    ) as year_wrong_count,
    cast(ranked.ticket_count < 30 and not is_small_cell as integer)
        as unmarked_small_count

from ranked
full join channels using (contact_reason_id, first_channel)
left join tickets using (contact_reason_id, first_channel)
cross join credits
