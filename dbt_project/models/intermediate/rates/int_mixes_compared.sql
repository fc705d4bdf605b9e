-- A month beside an earlier one, reason by reason. The change of a rate is the
-- sum over reasons of what their own rates changed, at the mean of both months'
-- shares of tickets (constant mix), and of what their shares changed, at the
-- mean of both months' rates (mix effect): exactly, and the same whichever month
-- comes first. A reason that only one month has changes the mix alone.

{% set comparisons = {'previous_month': 1, 'year_before': 12} %}

with

customers as (

    select * from {{ ref('int_customers_summed') }}

),

reasons as (

    select
        rate_name,
        month_started_on,
        contact_reason_id,
        sum(counted) as counted,
        sum(out_of) as out_of

    from customers
    group by rate_name, month_started_on, contact_reason_id

),

months as (

    select
        rate_name,
        month_started_on,
        sum(out_of) as out_of

    from reasons
    group by rate_name, month_started_on

),

pairs as (

    {% for comparison, count in comparisons.items() %}
    select
        '{{ comparison }}' as comparison,
        later.rate_name,
        later.month_started_on,
        earlier.month_started_on as compared_month_started_on,
        later.out_of as later_total,
        earlier.out_of as earlier_total

    from months as later
    inner join months as earlier
        on
            later.rate_name = earlier.rate_name
            and later.month_started_on = cast(
                earlier.month_started_on + interval '{{ count }}' month as date
            )
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

),

listed as (

    select distinct
        rate_name,
        contact_reason_id

    from reasons

),

beside as (

    select
        pairs.*,
        listed.contact_reason_id,
        later.out_of as later_count,
        earlier.out_of as earlier_count,
        later.counted / later.out_of as later_rate,
        earlier.counted / earlier.out_of as earlier_rate,
        coalesce(later.out_of, 0) / pairs.later_total as later_share,
        coalesce(earlier.out_of, 0) / pairs.earlier_total as earlier_share

    from pairs
    inner join listed
        on pairs.rate_name = listed.rate_name
    left join reasons as later
        on
            pairs.rate_name = later.rate_name
            and pairs.month_started_on = later.month_started_on
            and listed.contact_reason_id = later.contact_reason_id
    left join reasons as earlier
        on
            pairs.rate_name = earlier.rate_name
            and pairs.compared_month_started_on = earlier.month_started_on
            and listed.contact_reason_id = earlier.contact_reason_id
    where later.out_of is not null or earlier.out_of is not null

),

compared as (

    select
        *,
        later_count is not null and earlier_count is not null as is_in_both,
        (later_share + earlier_share) / 2 as mean_share,
        later_share - earlier_share as share_change,
        -- What one ticket's own rate weighs in either effect.
        case
            when later_count is null or earlier_count is null then 0
            else (later_share + earlier_share) / 2
        end as constant_mix_share,
        case
            when later_count is null or earlier_count is null
                then later_share - earlier_share
            else (later_share - earlier_share) / 2
        end as mix_share,
        (
            coalesce(later_rate, earlier_rate)
            + coalesce(earlier_rate, later_rate)
        ) / 2 as mean_rate,
        coalesce(later_rate - earlier_rate, 0) as own_change

    from beside

)

select * from compared
