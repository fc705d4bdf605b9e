-- What each resample says of a reason's window. The base rate is recontacts over
-- contact days in days 46 to 90: customers who come back then come for
-- something new. What a day has above it, times the share of contacts that reach
-- the day, is its excess, a share of all contacts; day 0 has no length, so all
-- of it is excess. The window is the first day by which 95 % of the excess to
-- day 45 has come. unrelated_share: of the contacts followed within the window
-- in use, those that the base rate alone accounts for.

{% set rule = advice() %}
{% set far = 'day_number > ' ~ rule.near_days %}
{% set late = 'with_total.day_number > ' ~ rule.middle_day %}
{% set middle = 'with_total.day_number > ' ~ rule.near_days
    ~ ' and not ' ~ late %}

with

resampled as (

    select * from {{ ref('int_recontacts_resampled') }}

),

reasons as (

    select
        contact_reason_id,
        cast(ceil(reiteration_window_days) as integer) as window_day

    from {{ ref('int_reasons_listed') }}

),

based as (

    select
        *,
        sum(case when {{ far }} then recontact_count end) over cell
        / nullif(sum(case when {{ far }} then at_risk_count end) over cell, 0)
            as base_rate

    from resampled
    window cell as (partition by contact_reason_id, resample_number)

),

with_excess as (

    select
        *,
        {{ exact_sum('survival_share * hazard', 'over days_so_far') }}
            as recontact_share,
        {{ exact_sum(
            'survival_share'
            ~ ' * (hazard - case when day_number > 0 then base_rate else 0 end)',
            'over days_so_far'
        ) }} as excess_share

    from based
    window days_so_far as (
        partition by contact_reason_id, resample_number
        order by day_number
        rows between unbounded preceding and current row
    )

),

with_total as (

    select
        *,
        max(
            case
                when day_number = {{ rule.near_days }} then excess_share
            end
        ) over (partition by contact_reason_id, resample_number)
            as total_excess_share

    from with_excess

),

by_resample as (

    select
        with_total.contact_reason_id,
        with_total.resample_number,
        max(with_total.total_excess_share) as excess_share,
        min(
            case
                when
                    with_total.total_excess_share > 0
                    and with_total.day_number > 0
                    and with_total.excess_share
                    >= {{ rule.share_of_excess }}
                    * with_total.total_excess_share
                    then with_total.day_number
            end
        ) as window_days,
        max(
            case
                when with_total.day_number = reasons.window_day
                    then
                        1 - with_total.excess_share
                        / nullif(with_total.recontact_share, 0)
            end
        ) as unrelated_share,
        {% for part in ['middle', 'late'] %}
        {% set days = {'middle': middle, 'late': late}[part] %}
        sum(case when {{ days }} then with_total.recontact_count end)
        / nullif(sum(case when {{ days }} then with_total.at_risk_count end), 0)
            as {{ part }}_rate,
        {% endfor %}
        max(with_total.base_rate) as base_rate

    from with_total
    inner join reasons
        on with_total.contact_reason_id = reasons.contact_reason_id
    group by with_total.contact_reason_id, with_total.resample_number

),

estimated as (

    select
        contact_reason_id,
        resample_number,
        base_rate,
        excess_share,
        window_days,
        unrelated_share,
        coalesce(middle_rate > {{ rule.fall }} * late_rate, false) as is_falling

    from by_resample

)

select * from estimated
