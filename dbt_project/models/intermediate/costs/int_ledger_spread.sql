-- The ledger on interactions: each carries, by its weight, a part of what its line
-- spent on days that are seen, cut so that all parts add up to it exactly. Where
-- nothing weighs there are no rows: a line that nothing could carry prices nothing,
-- and stays unallocated.

with

weighed as (

    select * from {{ ref('int_ledger_weighed') }}
    where is_carried

),

cumulated as (

    select
        *,
        sum(weight) over (
            partition by ledger_number
            order by interaction_id
            rows between unbounded preceding and current row
        ) as weight_so_far,
        sum(weight) over (partition by ledger_number) as whole_weight

    from weighed

),

spread as (

    select
        ledger_number,
        interaction_number,
        {{ cumulated_share('seen_amount', 'weight_so_far', 'whole_weight') }}
        - {{ cumulated_share(
            'seen_amount', '(weight_so_far - weight)', 'whole_weight'
        ) }} as spread_amount

    from cumulated
    where whole_weight > 0

)

select * from spread
