-- Slices that every ticket is in add up to all tickets, period by period.
select
    period_grain || ' ' || period_started_on as place,
    cast(sum(ticket_count) filter (slice = 'all') as bigint) as all_count,
    cast(sum(ticket_count) filter (slice = 'reason') as bigint)
        as by_reason_count,
    cast(sum(ticket_count) filter (slice = 'first_channel') as bigint)
        as by_first_channel_count,
    count(*) filter (slice = 'all') as all_row_count

from marts.reiteration_rates
where definition_id = 'once_and_done'
group by definition_id, period_grain, period_started_on
order by period_grain, period_started_on
