-- The share of contacts after a quiet window that the same customer follows with
-- one for the same reason, as coded and corrected for miscoding: the formulas
-- stand in coding_agreement. The error adds that of the pairs, clustered by
-- customer, and that of kappa, half the way between one error less and more.
-- One row.

{% set moved = '(pairs.repeated_count - pairs.followed_count * rated.confused'
    ~ ' - pairs.quiet_count * rated.corrected_rate'
    ~ ' * (rated.alike - rated.confused))' %}

with

pairs as (

    select
        customer_number,
        count(*) as quiet_count,
        cast(count(case when is_followed then 1 end) as double)
            as followed_count,
        cast(count(case when is_repeated then 1 end) as double)
            as repeated_count

    from {{ ref('int_contacts_paired') }}
    group by customer_number

),

shares as (

    select cast(count(*) as double) / sum(count(*)) over () as reason_share

    from {{ ref('int_contacts_classified') }}
    where contact_reason_id <> 'unqualified'
    group by contact_reason_id

),

sums as (

    select
        (select {{ exact_sum('reason_share * reason_share') }} from shares)
            as p2,
        (
            select {{ exact_sum('reason_share * reason_share * reason_share') }}
            from shares
        ) as p3,
        (select count(*) from pairs) as customer_count,
        (select coalesce(sum(quiet_count), 0) from pairs)
            as quiet_contact_count,
        (select sum(followed_count) / sum(quiet_count) from pairs)
            as followed_rate,
        (select sum(repeated_count) / sum(quiet_count) from pairs)
            as repeated_rate

),

compared as (

    select * from {{ ref('int_codings_compared') }}

),

knowledges as (

    select
        sums.*,
        steps.step,
        sqrt(
            least(
                greatest(
                    compared.kappa + steps.step * compared.kappa_error, 0
                ),
                1
            )
        ) as a

    from sums
    cross join compared
    cross join (values (-1), (0), (1)) as steps (step)

),

chances as (

    select
        *,
        a * a + (1 - a * a) * p2 as alike,
        2 * a * (1 - a) * (p2 - p3) / nullif(1 - p2, 0)
        + (1 - a) * (1 - a) * p2 as confused

    from knowledges

),

rated as (

    select
        *,
        (repeated_rate - followed_rate * confused)
        / nullif(alike - confused, 0) as corrected_rate

    from chances

),

spread as (

    select
        rated.corrected_rate,
        rated.followed_rate,
        rated.customer_count / nullif(rated.customer_count - 1, 0)
        * {{ ordered_sum(moved ~ ' * ' ~ moved) }}
        / (
            rated.quiet_contact_count * rated.quiet_contact_count
            * (rated.alike - rated.confused) * (rated.alike - rated.confused)
        ) as variance

    from rated
    cross join pairs
    where rated.step = 0
    group by
        rated.corrected_rate,
        rated.followed_rate,
        rated.customer_count,
        rated.quiet_contact_count,
        rated.alike,
        rated.confused

),

ends as (

    select
        max(case when step = -1 then corrected_rate end) as less_rate,
        max(case when step = 1 then corrected_rate end) as more_rate,
        max(customer_count) as customer_count,
        cast(max(quiet_contact_count) as bigint) as quiet_contact_count,
        max(followed_rate) as followed_rate,
        max(repeated_rate) as repeated_rate

    from rated

),

corrected as (

    select
        ends.customer_count,
        ends.quiet_contact_count,
        ends.followed_rate,
        ends.repeated_rate,
        spread.corrected_rate,
        sqrt(
            spread.variance
            + (ends.more_rate - ends.less_rate)
            * (ends.more_rate - ends.less_rate) / 4
        ) as corrected_error

    from ends
    left join spread
        on ends.followed_rate = spread.followed_rate

)

select * from corrected
