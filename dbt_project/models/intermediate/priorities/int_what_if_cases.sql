-- What is judged: each line of a scenario, and the scenario itself (`all`), at each
-- place of the levers. What its lines cost and keep adds up; a factor of handling
-- time is the scenario's only where its lines have the same.

with

lines as (

    select distinct
        scenario,
        contact_reason_id,
        lever_end,
        handling_time_factor,
        departures_avoided_count,
        cast(one_off_amount as double) as one_off_amount,
        cast(yearly_amount as double) as yearly_amount

    from {{ ref('int_what_if_levers') }}

),

lines_counted as (

    select
        *,
        count(*) over (partition by scenario, lever_end) as line_count

    from lines

),

scenarios as (

    select
        scenario,
        'all' as contact_reason_id,
        lever_end,
        case
            when min(handling_time_factor) = max(handling_time_factor)
                then max(handling_time_factor)
        end as handling_time_factor,
        sum(departures_avoided_count) as departures_avoided_count,
        sum(one_off_amount) as one_off_amount,
        sum(yearly_amount) as yearly_amount,
        count(*) as line_count

    from lines
    group by
        scenario,
        lever_end

),

cases as (

    select
        scenario,
        contact_reason_id,
        lever_end,
        line_count,
        handling_time_factor,
        departures_avoided_count,
        one_off_amount,
        yearly_amount,
        false as is_whole_scenario

    from lines_counted
    union all
    select
        scenario,
        contact_reason_id,
        lever_end,
        line_count,
        handling_time_factor,
        departures_avoided_count,
        one_off_amount,
        yearly_amount,
        true as is_whole_scenario

    from scenarios

)

select * from cases
