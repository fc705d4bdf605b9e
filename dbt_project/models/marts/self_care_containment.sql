with

summed as (

    select * from {{ ref('int_rates_summed') }}
    where slice = 'reason' and period_grain = 'month'

),

estimated as (

    select * from {{ ref('int_rates_estimated') }}
    where
        definition_id = 'once_and_done'
        and rate_name = 'self_care_containment_rate'
        and slice = 'reason'
        and period_grain = 'month'

),

published as (

    select
        summed.period_started_on as month_started_on,
        summed.slice_value as contact_reason_id,
        summed.self_care_start_count,
        summed.self_care_end_count,
        summed.self_care_end_unserved_count,
        summed.self_care_end_once_and_done_count,
        estimated.rate as self_care_containment_rate,
        {{ settled('estimated.low') }} as self_care_containment_rate_low,
        {{ settled('estimated.high') }} as self_care_containment_rate_high,
        summed.self_care_start_count < 30
        or summed.self_care_start_count_customer_count < 30 as is_small_cell,
        summed.is_provisional

    from summed
    inner join estimated
        on
            summed.period_started_on = estimated.period_started_on
            and summed.slice_value = estimated.slice_value
    where summed.self_care_start_count > 0

)

select * from published
