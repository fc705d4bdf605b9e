-- The whole mart, reasons hashed: they are the source's own words.
select
    left(sha256(contact_reason_id), 12) as place,
    left(sha256(contact_reason_id), 12) as contact_reason_id,
    reiteration_window_days,
    expected_contacts

from marts.contact_reasons
