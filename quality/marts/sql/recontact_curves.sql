-- The whole mart beside the contacts that it follows, reasons hashed.
with

contacts as (

    select
        contact_reason_id,
        count(*) as contact_count

    from marts.contacts
    where
        ticket_id is not null
        and ended_at <= (select max(data_horizon_at) from marts.sources)
    group by contact_reason_id

),

days as (

    select
        *,
        count(*) over (partition by contact_reason_id) as day_count,
        lag(recontact_rate) over by_day as previous_rate,
        lag(at_risk_count - recontact_count) over by_day as left_at_risk_count

    from marts.recontact_curves
    window by_day as (partition by contact_reason_id order by day_number)

)

select
    left(sha256(contact_reason_id), 12)
    || coalesce(' day ' || day_number, ' no day') as place,
    left(sha256(contact_reason_id), 12) as contact_reason_id,
    day_number,
    coalesce(days.contact_count, 0) as contact_count,
    coalesce(contacts.contact_count, 0) as contacts_in_contacts,
    cast(
        day_count <> 91 or day_number not between 0 and 90 as integer
    ) as day_wrong_count,
    cast(
        recontact_count not between 0 and at_risk_count
        or at_risk_count > coalesce(left_at_risk_count, days.contact_count)
        or (recontact_rate is null) <> (at_risk_count = 0)
        as integer
    ) as miscounted_count,
    cast(recontact_rate < previous_rate - $nearly as integer) as fall_count,
    cast(
        recontact_rate_low < 0 or recontact_rate_high > 1
        or recontact_rate
        not between recontact_rate_low - $nearly
        and recontact_rate_high + $nearly
        or (recontact_rate is null) <> (recontact_rate_low is null)
        or (recontact_rate is null) <> (recontact_rate_high is null)
        as integer
    ) as interval_wrong_count,
    cast(at_risk_count < 30 and not is_small_cell as integer)
        as unmarked_small_count

from days
full join contacts using (contact_reason_id)
