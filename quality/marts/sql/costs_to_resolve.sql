-- The whole mart beside the tickets it sums, reasons hashed: they are the
-- source's own words.
with

tickets as (

    select
        cast(date_trunc('month', local_date) as date) as month_started_on,
        contact_reason_id,
        first_channel,
        count(*) as ticket_count,
        sum(cost_to_resolve_amount) as total_amount,
        sum(cost_to_resolve_amount) filter (is_eligible and has_complete_cost)
            as measured_amount

    from marts.tickets
    group by all

),

credits as (

    select coalesce(min(credit_amount), 0) < 0 as has_any
    from marts.cost_reconciliation

)

select
    strftime(month_started_on, '%Y-%m') || ' ' || first_channel as place,
    strftime(month_started_on, '%Y-%m-%d') as month_started_on,
    left(sha256(contact_reason_id), 12) as contact_reason_id,
    first_channel,
    coalesce(costs.ticket_count, 0) as ticket_count,
    coalesce(tickets.ticket_count, 0) as tickets_in_tickets,
    round(coalesce(costs.total_amount, 0), 2)::double as total_amount,
    round(coalesce(tickets.total_amount, 0), 2)::double as cost_of_tickets,
    round(coalesce(measured_total_amount, 0), 2)::double as measured_amount,
    round(coalesce(tickets.measured_amount, 0), 2)::double as measured_in_tickets,
    cast(
        coalesce(
            (costs.total_amount is null) <> (first_contact_amount is null)
            or first_contact_amount + reiteration_amount
            <> costs.total_amount
            or (
                not credits.has_any
                and (
                    least(
                        first_contact_amount, reiteration_amount,
                        avoidable_amount, internal_amount,
                        late_internal_amount
                    ) < 0
                    or avoidable_amount + late_internal_amount
                    > costs.total_amount
                    or late_internal_amount > internal_amount
                )
            ),
            false
        ) as integer
    ) as parts_wrong_count,
    cast(
        coalesce(
            complete_ticket_count > costs.ticket_count
            or measured_ticket_count > complete_ticket_count
            or measured_ticket_count < 0
            or least(internal_hours, internal_fte) < 0
            or abs(
                internal_fte * annual_hours * (1 - shrinkage_without_leave)
                * occupancy
            ) > internal_hours + 1e-6,
            false
        ) as integer
    ) as out_of_range_count,
    cast(
        coalesce(
            mean_amount_low > mean_amount + $nearly
            or mean_amount_high < mean_amount - $nearly
            or median_amount > p90_amount + $nearly
            or abs(mean_amount - measured_total_amount / measured_ticket_count)
            > $nearly * greatest(1, abs(mean_amount))
            or (is_provisional and mean_amount is not null),
            false
        ) as integer
    ) as interval_wrong_count

from marts.costs_to_resolve as costs
full join tickets using (month_started_on, contact_reason_id, first_channel)
cross join credits
