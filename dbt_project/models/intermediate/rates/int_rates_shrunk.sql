-- A small reason's rate is mostly chance, so it would fill both ends of any
-- ranking. Drawn towards the mean of all reasons of the period it is not: as if
-- reasons' true rates followed a beta law, its two moments taken from the
-- reasons themselves, each weighing its effective number of tickets (n_eff).
-- Where reasons differ no more than chance alone makes them differ, all take the
-- mean. For ranking only; the raw rate stands beside it.

with

reasons as (

    select
        *,
        {{ exact_sum('effective_count', 'over cell') }} as total_count,
        {{ exact_sum('effective_count * rate', 'over cell') }}
        / {{ exact_sum('effective_count', 'over cell') }} as mean_rate,
        {{ exact_sum('effective_count * effective_count', 'over cell') }}
            as squared_count,
        count(*) over cell - 1 as other_count

    from {{ ref('int_rates_estimated') }}
    where
        definition_id = 'once_and_done'
        and rate_name = 'reiterated_ticket_rate'
        and slice = 'reason'
        and slice_value <> 'unqualified'
    window cell as (partition by period_grain, period_started_on)

),

spread as (

    select
        *,
        mean_rate * (1 - mean_rate) as chance,
        {{ exact_sum(
            'effective_count * (rate - mean_rate) * (rate - mean_rate)',
            'over (partition by period_grain, period_started_on)'
        ) }} as spread,
        total_count - squared_count / total_count - other_count as room

    from reasons

),

related as (

    select
        *,
        case
            when chance > 0 and room > 0
                then (spread - chance * other_count) / (chance * room)
            else 0
        end as relatedness

    from spread

),

shrunk as (

    select
        period_grain,
        period_started_on,
        slice,
        slice_value,
        mean_rate,
        case
            when relatedness <= 0 then mean_rate
            when relatedness >= 1 then rate
            else
                (
                    effective_count * rate
                    + (1 - relatedness) / relatedness * mean_rate
                ) / (effective_count + (1 - relatedness) / relatedness)
        end as shrunk_rate

    from related

)

select * from shrunk
