-- All cuts in one row. An account is never cut but by a line of the workspace.
select
    'all cuts' as place,
    count(*) as row_count,
    count(distinct identifier_type || identifier_key) as identifier_count,
    count(*) filter (
        identifier_key is null
        or identifier_type not in (
            'account', 'email', 'phone', 'device', 'social', 'order'
        )
        or cut_rule not in (
            'ignored', 'max_group_size', 'max_daily_contacts', 'reissued'
        )
    ) as unknown_word_count,
    count(*) filter (
        case cut_rule
            when 'max_group_size' then coalesce(account_count <= limit_count, true)
            when 'max_daily_contacts'
                then coalesce(max_daily_contact_count <= limit_count, true)
            when 'reissued'
                then
                    coalesce(max_gap_days <= limit_count, true)
                    or identifier_type <> 'phone'
            else limit_count is not null
        end
        or (identifier_type in ('account', 'order') and cut_rule <> 'ignored')
    ) as within_limit_count,
    count(*) filter (
        unidentified_interaction_count > interaction_count
        or (first_used_at is null) <> (interaction_count = 0)
        or first_used_at > last_used_at
    ) as out_of_range_count,
    count(*) filter (
        position_number > 1 and coalesce(interaction_count > previous_count, true)
    ) as misplaced_count

from (
    select
        *,
        lag(interaction_count) over (order by position_number) as previous_count
    from marts.identity_cuts
)
