-- Interactions by local month: how many there are, and how many are wrong.
select
    strftime(date_trunc('month', local_date), '%Y-%m') as place,
    count(*) as row_count,
    count(distinct md5_number(interaction_id)) as interaction_count,
    count(*) filter (
        interaction_id is null or source_name is null or channel is null
        or direction is null or outcome is null or started_at is null
        or ended_at is null or local_date is null or identity_rule is null
    ) as missing_count,
    count(*) filter (
        channel not in ($channels) or direction not in ($directions)
        or outcome not in ($outcomes)
    ) as unknown_word_count,
    count(*) filter (
        ended_at < started_at or waiting_seconds < 0 or handling_seconds < 0
        or abs(date_diff('day', local_date, started_at::date)) > 1
    ) as out_of_range_count,
    count(*) filter (
        (ticket_id is null) <> (link_rule is null)
        or (ticket_id is not null and customer_id is null)
        or (ticket_id is not null and contact_number is null)
        or (customer_id is null) <> (identity_rule = 'unidentified')
        or (contact_id is null) <> (merge_rule is null)
    ) as contradiction_count,
    count(*) filter (
        (cost_amount is null) <> (cost_basis is null)
        or cost_basis not in ('ledger', 'rate', 'tariff')
        or (cost_amount < 0 and cost_basis <> 'ledger')
    ) as miscosted_count

from marts.interactions
group by all
order by place
