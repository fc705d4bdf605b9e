-- All rows in one, so that a mart without its row speaks too.
select
    'the sample' as place,
    count(*) as row_count,
    1 as needed_row_count,
    count(*) filter (
        coalesce(
            conclusion not in (
                'concluded', 'no_sample', 'sample_too_small',
                'agreement_too_low', 'too_few_customers', 'assumptions_fail'
            ),
            true
        )
    ) as unknown_word_count,
    count(*) filter (
        item_count < 0 or quiet_contact_count < 0
        or agreement_share not between 0 and 1 + $nearly
        or expected_agreement_share not between 0 and 1 + $nearly
        or repeated_rate < 0 or followed_rate > 1
        or repeated_rate > followed_rate
        or corrected_repeated_rate > followed_rate
        or kappa_low < -1 or kappa_high > 1
        or corrected_repeated_rate_low < 0 or corrected_repeated_rate_high > 1
    ) as out_of_range_count,
    count(*) filter (
        kappa not between kappa_low - $nearly and kappa_high + $nearly
        or corrected_repeated_rate
        not between corrected_repeated_rate_low - $nearly
        and corrected_repeated_rate_high + $nearly
        or (kappa is null) <> (kappa_low is null)
        or (kappa is null) <> (kappa_high is null)
        or (corrected_repeated_rate is null)
        <> (corrected_repeated_rate_low is null)
        or (corrected_repeated_rate is null)
        <> (corrected_repeated_rate_high is null)
    ) as interval_wrong_count,
    count(*) filter (
        abs(
            kappa * (1 - expected_agreement_share)
            - (agreement_share - expected_agreement_share)
        ) > $nearly
    ) as kappa_wrong_count,
    count(*) filter (
        (conclusion = 'concluded') <> (corrected_repeated_rate is not null)
        or (conclusion = 'no_sample') <> (item_count = 0)
        or (conclusion = 'sample_too_small') <> (item_count between 1 and 99)
        or (conclusion = 'concluded' and kappa_low < 0.4)
    ) as contradiction_count

from marts.coding_agreement
