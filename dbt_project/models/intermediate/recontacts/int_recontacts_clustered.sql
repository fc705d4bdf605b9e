-- The variance of the logarithm of survival when customers repeat, by the
-- infinitesimal jackknife: how much each customer's contacts move it, squared
-- and summed over customers. A contact that is still followed after day d moves
-- it by Greenwood's sum to d; one whose following ended by then, by Greenwood's
-- sum to that day, less 1 / (at risk - recontacts) where it was recontacted.
--
-- A customer's sum changes only on days when one of their contacts ends, so the
-- squares are carried from change to change: one row per customer and such day,
-- not per customer and day. `still` counts contacts followed past the day,
-- `moved` adds up what ended ones move.

with

contacts as (

    select * from {{ ref('int_contacts_followed') }}

),

counted as (

    select * from {{ ref('int_recontacts_counted') }}

),

by_customer as (

    select
        contact_reason_id,
        customer_id,
        followed_day_count as day_number,
        count(*) as ended_count,
        count(case when is_recontacted then 1 end) as recontact_count

    from contacts
    group by contact_reason_id, customer_id, followed_day_count

),

moving as (

    select
        by_customer.contact_reason_id,
        by_customer.customer_id,
        by_customer.day_number,
        by_customer.ended_count,
        by_customer.ended_count * counted.greenwood_sum
        - coalesce(
            by_customer.recontact_count
            / nullif(counted.at_risk_count - counted.recontact_count, 0),
            0
        ) as moved

    from by_customer
    inner join counted
        on
            by_customer.contact_reason_id = counted.contact_reason_id
            and by_customer.day_number = counted.day_number

),

carried as (

    select
        *,
        coalesce(sum(ended_count) over later_days, 0) as still,
        {{ exact_sum('moved', 'over earlier_days') }} as moved_so_far

    from moving
    window
        later_days as (
            partition by contact_reason_id, customer_id
            order by day_number
            rows between 1 following and unbounded following
        ),
        earlier_days as (
            partition by contact_reason_id, customer_id
            order by day_number
            rows between unbounded preceding and current row
        )

),

changes as (

    select
        contact_reason_id,
        day_number,
        sum(still * still - (still + ended_count) * (still + ended_count))
            as still_squared_change,
        {{ exact_sum(
            'still * moved_so_far'
            ~ ' - (still + ended_count) * (moved_so_far - moved)'
        ) }} as still_by_moved_change,
        {{ exact_sum(
            'moved_so_far * moved_so_far'
            ~ ' - (moved_so_far - moved) * (moved_so_far - moved)'
        ) }} as moved_squared_change,
        count(case when still = 0 then 1 end) as customer_change

    from carried
    group by contact_reason_id, day_number

),

by_day as (

    select
        counted.contact_reason_id,
        counted.day_number,
        counted.greenwood_sum,
        coalesce(changes.customer_change, 0) as customer_change,
        -sum(changes.still_squared_change) over later_days as still_squared,
        {{ exact_sum('changes.still_by_moved_change', 'over earlier_days') }}
            as still_by_moved,
        {{ exact_sum('changes.moved_squared_change', 'over earlier_days') }}
            as moved_squared,
        sum(changes.customer_change) over later_days as still_customer_count

    from counted
    left join changes
        on
            counted.contact_reason_id = changes.contact_reason_id
            and counted.day_number = changes.day_number
    window
        later_days as (
            partition by counted.contact_reason_id
            order by counted.day_number
            rows between 1 following and unbounded following
        ),
        earlier_days as (
            partition by counted.contact_reason_id
            order by counted.day_number
            rows between unbounded preceding and current row
        )

),

clustered as (

    select
        contact_reason_id,
        day_number,
        cast(coalesce(still_customer_count, 0) + customer_change as bigint)
            as at_risk_customer_count,
        greatest(
            greenwood_sum * greenwood_sum * coalesce(still_squared, 0)
            + 2 * greenwood_sum * coalesce(still_by_moved, 0)
            + coalesce(moved_squared, 0),
            0
        ) as log_survival_variance

    from by_day

)

select * from clustered
