-- Which window the data themselves advise for each reason, with its range over
-- 200 resamples of customers less the five least and the five greatest, or why
-- none can be concluded, first match: nobody is followed for 90 days
-- (`short_history`); under 30 contacts or customers are (`too_few`); the excess
-- is under 1 % of contacts (`little_excess`); in 195 of the 200 resamples the
-- rate of days 46 to 67 is still more than 1.2 times that of days 68 to 90, so
-- it is no base yet (`still_falling`). `unqualified` is no reason to judge: left out.

{% set rule = advice() %}
{% set ranged = [
    'window_days', 'unrelated_share', 'base_rate', 'excess_share',
] %}
{% set advised = ['window_days', 'window_days_low', 'window_days_high'] %}

with

estimated as (

    select * from {{ ref('int_windows_estimated') }}

),

counted as (

    select * from {{ ref('int_recontacts_counted') }}
    where day_number = {{ rule.far_days }}

),

clustered as (

    select * from {{ ref('int_recontacts_clustered') }}
    where day_number = {{ rule.far_days }}

),

reasons as (

    select * from {{ ref('int_reasons_listed') }}

),

ranked as (

    select
        {% for figure in ranged %}
        row_number() over (
            partition by contact_reason_id
            order by {{ figure }} asc nulls last, resample_number asc
        ) as {{ figure }}_place,
        count({{ figure }}) over (partition by contact_reason_id)
            as {{ figure }}_count,
        {% endfor %}
        *

    from estimated
    where resample_number > 0

),

ranges as (

    select
        {% for figure in ranged %}
        min(
            case when {{ figure }}_place > {{ rule.tail }} then {{ figure }} end
        ) as {{ figure }}_low,
        max(
            case
                when {{ figure }}_place <= {{ figure }}_count - {{ rule.tail }}
                    then {{ figure }}
            end
        ) as {{ figure }}_high,
        {% endfor %}
        contact_reason_id,
        count(case when is_falling then 1 end) as falling_count

    from ranked
    group by contact_reason_id

),

concluded as (

    select
        estimated.contact_reason_id,
        estimated.window_days,
        estimated.base_rate,
        estimated.excess_share,
        estimated.unrelated_share,
        {% for figure in ranged %}
        ranges.{{ figure }}_low,
        ranges.{{ figure }}_high,
        {% endfor %}
        reasons.reiteration_window_days,
        counted.contact_count,
        counted.at_risk_count,
        clustered.at_risk_customer_count,
        case
            when counted.at_risk_count = 0 then 'short_history'
            when
                counted.at_risk_count < 30
                or clustered.at_risk_customer_count < 30 then 'too_few'
            when estimated.excess_share < {{ rule.least_excess }}
                then 'little_excess'
            when
                ranges.falling_count >= {{ rule.resamples - rule.tail }}
                then 'still_falling'
            else 'advised'
        end as conclusion

    from estimated
    inner join ranges
        on estimated.contact_reason_id = ranges.contact_reason_id
    inner join reasons
        on estimated.contact_reason_id = reasons.contact_reason_id
    inner join counted
        on estimated.contact_reason_id = counted.contact_reason_id
    inner join clustered
        on estimated.contact_reason_id = clustered.contact_reason_id
    where
        estimated.resample_number = 0
        and estimated.contact_reason_id <> 'unqualified'

),

published as (

    select
        contact_reason_id,
        conclusion,
        contact_count,
        at_risk_count as followed_90_days_count,
        cast(reiteration_window_days as bigint)
            as reiteration_window_days,
        {% for column in advised %}
        case when conclusion = 'advised' then {{ column }} end
            as advised_{{ column }},
        {% endfor %}
        {% for figure in ranged[1:] %}
        {% for end in ['', '_low', '_high'] %}
        {{ settled(figure ~ end) }} as {{ figure ~ end }},
        {% endfor %}
        {% endfor %}
        conclusion in ('short_history', 'too_few') as is_small_cell

    from concluded

)

select * from published
