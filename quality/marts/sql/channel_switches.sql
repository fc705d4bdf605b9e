-- The whole mart, reasons hashed: they are the source's own words.
select
    from_channel || ' to ' || to_channel as place,
    left(sha256(contact_reason_id), 12) as contact_reason_id,
    from_channel,
    to_channel,
    cast(
        switch_count < 1 or from_channel = to_channel
        or median_seconds_between is null or not share_of_reiterations > 0
        as integer
    ) as wrong_count,
    round(sum(share_of_reiterations) over (partition by contact_reason_id), 9)
        as reason_share_sum

from marts.channel_switches
