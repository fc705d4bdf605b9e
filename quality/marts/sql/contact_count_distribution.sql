-- The whole mart beside the tickets it counts, reasons hashed.
with

tickets as (

    select
        contact_reason_id,
        least(contact_count, 10) as contact_count,
        count(*) as ticket_count

    from marts.tickets
    where is_eligible
    group by all

),

up_to as (

    select
        *,
        sum(ticket_count) over (
            partition by contact_reason_id order by contact_count
        ) as within_count,
        sum(ticket_count) over (partition by contact_reason_id)
            as counted_count

    from marts.contact_count_distribution

)

select
    left(sha256(up_to.contact_reason_id), 12) || ' with '
    || up_to.contact_count as place,
    left(sha256(up_to.contact_reason_id), 12) as contact_reason_id,
    up_to.contact_count,
    cast(
        up_to.contact_count not between 1 and 10
        or up_to.ticket_count < 1
        or up_to.ticket_count > coalesce(tickets.ticket_count, 0)
        or counted_count <> reason_ticket_count as integer
    ) as miscounted_count,
    cast(
        abs(ticket_share - up_to.ticket_count / reason_ticket_count) > $nearly
        or abs(within_share - within_count / reason_ticket_count) > $nearly
        as integer
    ) as share_wrong_count,
    cast(
        within_share
        not between within_share_low - $nearly and within_share_high + $nearly
        or within_share_low < 0 or within_share_high > 1
        as integer
    ) as interval_wrong_count,
    cast(
        reasons.contact_reason_id is null
        or up_to.expected_contacts <> reasons.expected_contacts
        or is_within_expected
        <> (up_to.contact_count <= reasons.expected_contacts) as integer
    ) as expected_wrong_count,
    cast(reason_ticket_count < 30 and not is_small_cell as integer)
        as unmarked_small_count

from up_to
left join tickets using (contact_reason_id, contact_count)
left join marts.contact_reasons as reasons using (contact_reason_id)
