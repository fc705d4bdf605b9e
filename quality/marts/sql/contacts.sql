-- Contacts by local month: how many there are, and how many are wrong.
select
    strftime(date_trunc('month', local_date), '%Y-%m') as place,
    count(*) as row_count,
    count(distinct md5_number(contact_id)) as contact_count,
    count(*) filter (
        contact_id is null or started_at is null or ended_at is null
        or local_date is null or channel is null or source_name is null
        or contact_reason_id is null or is_served is null
    ) as missing_count,
    count(*) filter (
        ended_at < started_at or leg_count < 1 or contact_number < 1
        or waiting_seconds < 0 or handling_seconds < 0
    ) as out_of_range_count,
    count(*) filter (
        is_reiteration <> coalesce(contact_number > 1, false)
        or is_reiteration <> (reiteration_cause is not null)
        or is_followed <> (seconds_to_next is not null)
    ) as contradiction_count,
    count(*) filter (
        (ticket_id is null) <> (customer_id is null)
        or (is_eligible and ticket_id is null)
    ) as ticketless_count

from marts.contacts
group by all
order by place
