-- Whether a line of a cost file prices anything, and why not. Days that nothing
-- was seen on judge no line: prices of next year are no fault. Before keys are
-- blamed, validity is. A tariff's step that no month's volume reached prices
-- nothing, though its tariff does.

with

listed as (

    select * from {{ ref('int_cost_lines_listed') }}

),

fitted as (

    select * from {{ ref('int_cost_lines_fitted') }}

),

blamed as (

    select * from {{ ref('int_cost_lines_blamed') }}

),

chosen as (

    select * from {{ ref('int_cost_lines_chosen') }}

),

steps as (

    select * from {{ ref('int_tariff_steps_reached') }}

),

days_seen as (

    select
        min(local_date) as first_date,
        max(local_date) as last_date

    from {{ ref('int_scopes_listed') }}

),

judged as (

    select
        listed.*,
        fitted.fitting_count,
        case
            when coalesce(steps.is_reached, true)
                then coalesce(chosen.pricing_count, 0)
            else 0
        end as pricing_count,
        steps.from_volume,
        steps.greatest_volume,
        blamed.unknown_key,
        case
            when chosen.pricing_count > 0 and not steps.is_reached
                then 'not_reached'
            when listed.is_of_nothing or chosen.pricing_count > 0 then 'used'
            when coalesce(listed.valid_from > days_seen.last_date, true)
                then 'not_yet'
            when listed.valid_to <= days_seen.first_date then 'no_longer'
            when not fitted.is_known then 'no_such_keys'
            when fitted.fitting_count = 0 then 'other_days'
            when chosen.interaction_count is null then 'beaten'
            when chosen.unpriced_count = chosen.interaction_count
                then 'no_time'
            else 'priced_otherwise'
        end as verdict

    from listed
    inner join fitted
        on
            listed.file_name = fitted.file_name
            and listed.line_number = fitted.line_number
    left join blamed
        on
            listed.file_name = blamed.file_name
            and listed.line_number = blamed.line_number
    left join chosen
        on
            listed.file_name = chosen.file_name
            and listed.line_number = chosen.line_number
    left join steps
        on
            listed.file_name = steps.file_name
            and listed.line_number = steps.line_number
    cross join days_seen

)

select * from judged
