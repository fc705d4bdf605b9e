-- Internal work on the tickets of a month, reason and first channel: hours,
-- unknown where the time of some is, and the posts that they are, unknown also
-- where a team with hours has no parameters.

with

work as (

    select * from {{ ref('int_work_priced') }}
    where is_internal

),

tickets as (

    select * from {{ ref('int_tickets_described') }}

),

teams as (

    select distinct
        staffing_number,
        annual_hours,
        shrinkage_without_leave,
        occupancy

    from {{ ref('int_teams_staffed') }}

),

summed as (

    select
        cast(date_trunc('month', tickets.local_date) as date)
            as month_started_on,
        tickets.contact_reason_id,
        tickets.first_channel,
        case
            when count(*) = count(work.hours) then {{ exact_sum('work.hours') }}
        end as internal_hours,
        case
            when count(*) = count(work.in_house_hours)
                then {{ exact_sum('work.in_house_hours') }}
        end as internal_in_house_hours,
        case
            when count(*) = count(work.fte) then {{ exact_sum('work.fte') }}
        end as internal_fte,
        min(work.staffing_number) as least_staffing_number,
        max(work.staffing_number) as greatest_staffing_number

    from tickets
    inner join work
        on tickets.ticket_root_number = work.ticket_root_number
    group by
        date_trunc('month', tickets.local_date),
        tickets.contact_reason_id,
        tickets.first_channel

),

worked as (

    select
        summed.month_started_on,
        summed.contact_reason_id,
        summed.first_channel,
        summed.internal_hours,
        summed.internal_in_house_hours,
        summed.internal_fte,
        teams.annual_hours,
        teams.shrinkage_without_leave,
        teams.occupancy

    from summed
    left join teams
        on
            summed.least_staffing_number = teams.staffing_number
            and summed.greatest_staffing_number = teams.staffing_number
            and summed.internal_fte is not null

)

select * from worked
