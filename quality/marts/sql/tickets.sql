-- Tickets by local month of their start: how many, their sums, how many are wrong.
select
    strftime(date_trunc('month', local_date), '%Y-%m') as place,
    count(*) as row_count,
    count(distinct md5_number(ticket_id)) as ticket_count,
    count(*) filter (
        ticket_id is null or customer_id is null or contact_reason_id is null
        or started_at is null or ended_at is null or local_date is null
        or first_channel is null or resolution is null or is_eligible is null
    ) as missing_count,
    count(*) filter (
        resolution in (
            'reiterated', 'reiterated_late', 'unserved', 'once_and_done'
        )
    ) as resolved_count,
    count(*) filter (
        is_once_and_done <> (resolution = 'once_and_done')
        or is_reiterated <> (resolution = 'reiterated')
        or (contact_count = 1) <> (resolution in ('unserved', 'once_and_done'))
        or (seconds_to_first_reiteration is null) <> (contact_count = 1)
    ) as contradiction_count,
    count(*) filter (reiteration_count <> contact_count - 1)
        as miscounted_reiteration_count,
    count(*) filter (
        excess_contact_count <> greatest(0, contact_count - expected_contacts)
        or is_within_expected <> (contact_count <= expected_contacts)
    ) as miscounted_excess_count,
    count(*) filter (
        ended_at < started_at or contact_count < 1
        or interaction_count < contact_count
        or channel_switch_count > reiteration_count
        or unserved_contact_count > contact_count
        or contact_count_30_days not between 1 and contact_count
        or elapsed_seconds <> date_diff('second', started_at, ended_at)
        or expected_contacts < 0
    ) as out_of_range_count,
    count(*) filter (
        (is_eligible or is_30_days_known) and not is_start_known
    ) as eligible_unknown_count,
    count(*) filter (
        (cost_to_resolve_amount is null) <> (first_contact_amount is null)
        or first_contact_amount + reiteration_cost_amount
        <> cost_to_resolve_amount
        or (has_complete_cost and cost_to_resolve_amount is null)
        or (
            -- Where the ledger has credits a part may be below nothing.
            not (
                select coalesce(min(credit_amount), 0) < 0
                from marts.cost_reconciliation
            )
            and (
                least(
                    first_contact_amount, reiteration_cost_amount,
                    avoidable_cost_amount, internal_cost_amount,
                    late_internal_amount
                ) < 0
                or avoidable_cost_amount + late_internal_amount
                > cost_to_resolve_amount
                or late_internal_amount > internal_cost_amount
                or (
                    expected_contacts >= 1
                    and avoidable_cost_amount > reiteration_cost_amount
                )
            )
        )
    ) as miscosted_count

from marts.tickets
group by all
order by place
