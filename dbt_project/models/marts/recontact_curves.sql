-- Of all contacts of a reason, the share that another contact of the same
-- customer and reason follows within so many days: one less Kaplan-Meier's
-- survival, with its log-log interval, customers repeating. Where nobody, or
-- everybody, has come back so far that interval does not exist: the other end is
-- then 3 customers away, as for rates. Null once nobody is followed that long.

{% set z = 1.959963984540054 %}

with

counted as (

    select * from {{ ref('int_recontacts_counted') }}

),

clustered as (

    select * from {{ ref('int_recontacts_clustered') }}

),

followed as (

    select
        counted.*,
        clustered.at_risk_customer_count,
        case
            when counted.survival_share > 0 and counted.survival_share < 1
                then exp(
                        {{ z }} * sqrt(clustered.log_survival_variance)
                        / -ln(counted.survival_share)
                    )
        end as widening

    from counted
    inner join clustered
        on
            counted.contact_reason_id = clustered.contact_reason_id
            and counted.day_number = clustered.day_number

),

estimated as (

    select
        contact_reason_id,
        day_number,
        contact_count,
        at_risk_count,
        recontact_count,
        case when at_risk_count > 0 then 1 - survival_share end
            as recontact_rate,
        case
            when at_risk_count = 0 then null
            when survival_share = 1 then 0
            when survival_share = 0
                then greatest(0, 1 - 3.0 / at_risk_customer_count)
            else 1 - exp(ln(survival_share) / widening)
        end as recontact_rate_low,
        case
            when at_risk_count = 0 then null
            when survival_share = 1
                then least(1, 3.0 / at_risk_customer_count)
            when survival_share = 0 then 1
            else 1 - exp(ln(survival_share) * widening)
        end as recontact_rate_high,
        at_risk_count < 30 or at_risk_customer_count < 30 as is_small_cell

    from followed

),

published as (

    select
        contact_reason_id,
        day_number,
        contact_count,
        at_risk_count,
        recontact_count,
        {{ settled('recontact_rate') }} as recontact_rate,
        {{ settled('recontact_rate_low') }} as recontact_rate_low,
        {{ settled('recontact_rate_high') }} as recontact_rate_high,
        is_small_cell

    from estimated

)

select * from published
