-- The recontacts of each day, in each resample: of the contacts followed for
-- that day and not recontacted before it, the share recontacted on it (the
-- hazard), and the share of all contacts not recontacted before it (survival).

with

grouped as (

    select * from {{ ref('int_customers_grouped') }}

),

weighted as (

    select * from {{ ref('int_customers_weighted') }}

),

days as (

    select day_number from {{ ref('int_days_counted') }}

),

drawn as (

    select
        grouped.contact_reason_id,
        weighted.resample_number,
        grouped.day_number,
        sum(grouped.ended_count * weighted.weight) as ended_count,
        sum(grouped.recontact_count * weighted.weight) as recontact_count

    from grouped
    inner join weighted
        on grouped.customer_group = weighted.customer_group
    group by
        grouped.contact_reason_id,
        weighted.resample_number,
        grouped.day_number

),

cells as (

    select distinct
        contact_reason_id,
        resample_number

    from drawn

),

by_day as (

    select
        cells.contact_reason_id,
        cells.resample_number,
        days.day_number,
        coalesce(drawn.recontact_count, 0) as recontact_count,
        coalesce(
            sum(drawn.ended_count) over (
                partition by cells.contact_reason_id, cells.resample_number
                order by days.day_number
                rows between current row and unbounded following
            ),
            0
        ) as at_risk_count

    from cells
    cross join days
    left join drawn
        on
            cells.contact_reason_id = drawn.contact_reason_id
            and cells.resample_number = drawn.resample_number
            and days.day_number = drawn.day_number

),

resampled as (

    select
        contact_reason_id,
        resample_number,
        day_number,
        cast(recontact_count as bigint) as recontact_count,
        cast(at_risk_count as bigint) as at_risk_count,
        case
            when at_risk_count > 0 then recontact_count / at_risk_count
            else 0
        end as hazard,
        case
            when
                max(
                    case
                        when at_risk_count > 0
                            and recontact_count = at_risk_count
                            then 1
                        else 0
                    end
                ) over days_before = 1 then 0
            else coalesce(exp(sum(
                    case
                        when recontact_count < at_risk_count
                            then ln(1 - recontact_count / at_risk_count)
                        else 0
                    end
                ) over days_before), 1)
        end as survival_share

    from by_day
    window days_before as (
        partition by contact_reason_id, resample_number
        order by day_number
        rows between unbounded preceding and 1 preceding
    )

)

select * from resampled
