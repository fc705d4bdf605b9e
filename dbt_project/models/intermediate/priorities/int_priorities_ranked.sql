-- Ranked by what a year's avoidable contacts cost. The best rank counts the
-- reasons that are surely ahead, whose interval lies above; the worst those that
-- may be, whose interval reaches this one's lower end. Like is held against like:
-- once without and once with late internal work, and the widest is shown. Where
-- too few tickets with avoidable contacts have their price there is no rank; by
-- both together none where late internal work lacks a price.

{% set least_priced = least_share() %}

with

priorities as (

    select
        *,
        case
            when contact_reason_id = 'unqualified' then 'no_reason'
            when day_count < 90 then 'too_few_days'
            when avoidable_amount is null then 'no_price'
            when
                priced_excess_ticket_count
                < {{ least_priced }} * excess_ticket_count
                then 'too_few_priced'
            when is_small_cell then 'too_small'
        end as unranked_because,
        case when first_channel = 'all' then 'all' else 'first_channel' end
            as slice

    from {{ ref('int_priorities_estimated') }}

),

estimated as (

    select
        *,
        unranked_because is null as is_ranked,
        cast(round(avoidable_amount, 6) as decimal(24, 6))
        + cast(round(late_amount, 6) as decimal(24, 6)) as both_amount

    from priorities

),

rivals as (

    select
        estimated.contact_reason_id,
        estimated.first_channel,
        1 + count(
            case
                when rival.avoidable_amount > estimated.avoidable_amount then 1
            end
        ) as priority_rank,
        1 + least(
            count(
                case
                    when
                        rival.avoidable_amount_low
                        > estimated.avoidable_amount_high
                        then 1
                end
            ),
            count(
                case
                    when
                        rival.with_late_amount_low
                        > estimated.with_late_amount_high
                        then 1
                end
            )
        ) as best_rank,
        1 + greatest(
            count(
                case
                    when
                        rival.avoidable_amount_high
                        >= estimated.avoidable_amount_low
                        then 1
                end
            ),
            count(
                case
                    when
                        rival.with_late_amount_high
                        >= estimated.with_late_amount_low
                        then 1
                end
            )
        ) as worst_rank,
        case
            when max(estimated.both_amount) is not null
                then
                    1 + count(
                        case
                            when rival.both_amount > estimated.both_amount
                                then 1
                        end
                    )
        end as rank_with_late_internal

    from estimated
    left join estimated as rival
        on
            estimated.slice = rival.slice
            and rival.is_ranked
            and (
                estimated.contact_reason_id <> rival.contact_reason_id
                or estimated.first_channel <> rival.first_channel
            )
    where estimated.is_ranked
    group by estimated.contact_reason_id, estimated.first_channel

),

cumulated as (

    select
        *,
        sum(greatest(avoidable_amount, 0)) over (
            partition by slice
            order by
                case when is_ranked then 0 else 1 end asc,
                avoidable_amount desc nulls last,
                contact_reason_id asc,
                first_channel asc
            rows between unbounded preceding and current row
        ) / nullif(
            sum(greatest(avoidable_amount, 0)) over (partition by slice), 0
        ) as share_so_far

    from estimated

),

ranked as (

    select
        cumulated.*,
        rivals.priority_rank,
        rivals.best_rank,
        rivals.worst_rank,
        rivals.rank_with_late_internal,
        case when cumulated.is_ranked then cumulated.share_so_far end
            as cumulative_share

    from cumulated
    left join rivals
        on
            cumulated.contact_reason_id = rivals.contact_reason_id
            and cumulated.first_channel = rivals.first_channel

)

select * from ranked
