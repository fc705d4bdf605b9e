-- Would another window have named other reasons? For each window of the family,
-- each reason's rank by the share of its contacts that another follows within
-- that many days, and by the number of such contacts (the share times all
-- contacts), the greatest first. Reasons that are a small cell by day 45 are not
-- ranked, in no window, so that all windows rank the same reasons.

{% set family = [1, 3, 7, 14, 15, 30, 45] %}

with

curves as (

    select * from {{ ref('recontact_curves') }}
    where
        contact_reason_id <> 'unqualified'
        and day_number in ({{ family | join(', ') }})

),

with_sizes as (

    select
        *,
        recontact_rate * contact_count as recontacted_count,
        bool_or(is_small_cell) over (partition by contact_reason_id)
            as is_small

    from curves

),

ranked as (

    select
        *,
        case when not is_small then rank() over by_rate end as rate_rank,
        case when not is_small then rank() over by_volume end as volume_rank

    from with_sizes
    window
        by_rate as (
            partition by day_number, is_small
            order by recontact_rate desc nulls last
        ),
        by_volume as (
            partition by day_number, is_small
            order by recontacted_count desc nulls last
        )

),

published as (

    select
        contact_reason_id,
        day_number as window_days,
        contact_count,
        recontact_rate,
        recontact_rate_low,
        recontact_rate_high,
        rate_rank,
        volume_rank,
        {% for rank in ['rate_rank', 'volume_rank'] %}
        min({{ rank }}) over reason as best_{{ rank }},
        max({{ rank }}) over reason as worst_{{ rank }},
        {% endfor %}
        is_small as is_small_cell

    from ranked
    window reason as (partition by contact_reason_id)

)

select * from published
