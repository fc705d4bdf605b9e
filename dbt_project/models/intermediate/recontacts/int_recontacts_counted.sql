-- Kaplan-Meier, day by day: of the contacts followed for that day and not
-- recontacted before it, how many are recontacted on it. Survival is the product
-- over days of one less that share; Greenwood's sum is that of its variance,
-- recontacts / (at risk * (at risk - recontacts)).

with

contacts as (

    select * from {{ ref('int_contacts_followed') }}

),

days as (

    select day_number from {{ ref('int_days_counted') }}

),

ended as (

    select
        contact_reason_id,
        followed_day_count as day_number,
        count(*) as ended_count,
        count(case when is_recontacted then 1 end) as recontact_count

    from contacts
    group by contact_reason_id, followed_day_count

),

reasons as (

    select
        contact_reason_id,
        sum(ended_count) as contact_count

    from ended
    group by contact_reason_id

),

by_day as (

    select
        reasons.contact_reason_id,
        days.day_number,
        cast(reasons.contact_count as bigint) as contact_count,
        coalesce(ended.ended_count, 0) as ended_count,
        coalesce(ended.recontact_count, 0) as recontact_count

    from reasons
    cross join days
    left join ended
        on
            reasons.contact_reason_id = ended.contact_reason_id
            and days.day_number = ended.day_number

),

at_risk as (

    select
        *,
        cast(
            contact_count + ended_count
            - sum(ended_count)
                over (
                    partition by contact_reason_id order by day_number
                )
            as bigint
        ) as at_risk_count

    from by_day

),

counted as (

    select
        contact_reason_id,
        day_number,
        contact_count,
        at_risk_count,
        recontact_count,
        case
            when
                max(
                    case
                        when
                            at_risk_count > 0
                            and recontact_count = at_risk_count
                            then 1
                        else 0
                    end
                ) over reason_days = 1 then 0
            else exp(sum(
                    case
                        when recontact_count < at_risk_count
                            then ln(1 - recontact_count / at_risk_count)
                        else 0
                    end
                ) over reason_days)
        end as survival_share,
        sum(
            case
                when recontact_count < at_risk_count
                    then
                        recontact_count / cast(at_risk_count as double)
                        / (at_risk_count - recontact_count)
                else 0
            end
        ) over reason_days as greenwood_sum

    from at_risk
    window reason_days as (
        partition by contact_reason_id order by day_number
        rows between unbounded preceding and current row
    )

)

select * from counted
