-- What miscoding does to reiterations. Assumed: a contact's reason is known with
-- probability a and otherwise guessed, with the mix of all contacts; contacts
-- are miscoded independently; the two codings of the sample are as good as the
-- coding in use. Then kappa = a * a, two contacts for one reason are coded alike
-- with probability
--   alike = a * a + (1 - a * a) * p2,
-- and two for different reasons with
--   confused = 2 * a * (1 - a) * (p2 - p3) / (1 - p2) + (1 - a) * (1 - a) * p2,
-- p2 and p3 being the sums over reasons of their squared and cubed shares. Of
-- contacts after a quiet window, with F the share followed by any contact within
-- the window and R by one coded alike, R = C * alike + (F - C) * confused, so
--   C = (R - F * confused) / (alike - confused).
-- Nothing is concluded from fewer than 100 items or 30 customers, where kappa's
-- lower end is under 0.4, or where C is no share. The interval of C is taken on
-- the log scale: its error grows with it, so the other one ends too low. One row.

{% set z = 1.959963984540054 %}

with

compared as (

    select * from {{ ref('int_codings_compared') }}

),

corrected as (

    select * from {{ ref('int_repeats_corrected') }}

),

judged as (

    select
        compared.*,
        corrected.*,
        -- The greatest of nothing and -1 would be -1: no kappa, no interval.
        case
            when compared.kappa is not null
                then greatest(
                        compared.kappa - {{ z }} * compared.kappa_error, -1
                    )
        end as kappa_low,
        case
            when compared.kappa is not null
                then least(compared.kappa + {{ z }} * compared.kappa_error, 1)
        end as kappa_high,
        {{ coding_conclusion('compared', 'corrected') }} as conclusion

    from compared
    cross join corrected

),

published as (

    select
        item_count,
        agreement_share,
        expected_share as expected_agreement_share,
        kappa,
        kappa_low,
        kappa_high,
        quiet_contact_count,
        followed_rate,
        repeated_rate,
        conclusion,
        case when conclusion = 'concluded' then corrected_rate end
            as corrected_repeated_rate,
        case
            when conclusion = 'concluded' and corrected_rate = 0 then 0
            when conclusion = 'concluded'
                then
                    corrected_rate
                    / exp({{ z }} * corrected_error / corrected_rate)
        end as corrected_repeated_rate_low,
        case
            when conclusion = 'concluded' and corrected_rate = 0
                then least({{ z }} * corrected_error, 1)
            when conclusion = 'concluded'
                then
                    least(
                        corrected_rate
                        * exp({{ z }} * corrected_error / corrected_rate),
                        1
                    )
        end as corrected_repeated_rate_high

    from judged

)

select * from published
