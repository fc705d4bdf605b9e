-- The whole mart beside the tickets it counts, reasons hashed.
with

tickets as (

    select
        contact_reason_id,
        cast(date_trunc('month', local_date) as date) as month_started_on,
        count(*) as begun_count,
        count(*) filter (last_channel in ('web_selfcare', 'app_selfcare'))
            as ended_count,
        count(*) filter (
            last_channel in ('web_selfcare', 'app_selfcare')
            and resolution = 'unserved'
        ) as unserved_count,
        count(*) filter (
            last_channel in ('web_selfcare', 'app_selfcare')
            and resolution = 'once_and_done'
        ) as once_and_done_count

    from marts.tickets
    where is_eligible and first_channel in ('web_selfcare', 'app_selfcare')
    group by all

)

select
    strftime(month_started_on, '%Y-%m') || ' '
    || left(sha256(contact_reason_id), 12) as place,
    left(sha256(contact_reason_id), 12) as contact_reason_id,
    strftime(month_started_on, '%Y-%m-%d') as month_started_on,
    coalesce(self_care_start_count, 0) as self_care_start_count,
    coalesce(begun_count, 0) as begun_in_tickets,
    coalesce(self_care_end_count, 0) as self_care_end_count,
    coalesce(ended_count, 0) as ended_in_tickets,
    coalesce(self_care_end_unserved_count, 0) as unserved_count,
    coalesce(tickets.unserved_count, 0) as unserved_in_tickets,
    coalesce(self_care_end_once_and_done_count, 0) as once_and_done_count,
    coalesce(tickets.once_and_done_count, 0) as once_and_done_in_tickets,
    cast(
        abs(
            self_care_containment_rate
            - self_care_end_count / self_care_start_count
        ) > $nearly as integer
    ) as rate_wrong_count,
    cast(
        self_care_containment_rate
        not between self_care_containment_rate_low - $nearly
        and self_care_containment_rate_high + $nearly
        or self_care_containment_rate_low < 0
        or self_care_containment_rate_high > 1 as integer
    ) as interval_wrong_count,
    cast(self_care_start_count < 30 and not is_small_cell as integer)
        as unmarked_small_count

from marts.self_care_containment
full join tickets using (contact_reason_id, month_started_on)
