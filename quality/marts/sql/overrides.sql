-- The whole mart. A decision that applies shows on a contact; a join may show on more.
select
    file_name || ' line ' || line_number as place,
    file_name,
    line_number,
    cast(
        coalesce(
            file_name not in ('reason_overrides.csv', 'ticket_overrides.csv')
            or action not in ('reason', 'join', 'split')
            or verdict not in (
                'applied', 'no_interaction', 'no_contact', 'superseded',
                'no_customer', 'other_customer', 'already_first',
                'already_one_ticket'
            ),
            true
        ) as integer
    ) as unknown_word_count,
    cast(
        coalesce(
            is_applied <> (verdict = 'applied')
            or line_number < 2
            or (action = 'reason') <> (file_name = 'reason_overrides.csv')
            or (verdict = 'superseded' and action <> 'reason')
            or (verdict = 'no_customer' and action = 'reason')
            or (verdict = 'already_first' and action <> 'split')
            or (
                verdict in ('other_customer', 'already_one_ticket')
                and action <> 'join'
            ),
            true
        ) as integer
    ) as contradiction_count,
    cast(
        verdict = 'applied' and action = 'reason'
        and count_if(verdict = 'applied' and action = 'reason') over () > (
            select count(*) from marts.contacts where reason_rule = 'override'
        ) as integer
    ) as untraced_count

from marts.overrides
