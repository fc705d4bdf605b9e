-- What people's work on a ticket takes: hours (of several chats at once a part),
-- posts, and the amount, of which what is priced by the hour is told apart,
-- for longer conversations cost more of that alone. By rates it is their hourly
-- part; of a ledger what is spread by time, and of what is spread by standard
-- cost the hourly part of that. Where nobody works there are no hours.

with

attributed as (

    select * from {{ ref('int_costs_attributed') }}
    where ticket_root_number is not null

),

interactions as (

    select * from {{ ref('int_interactions_costed') }}

),

standard as (

    select * from {{ ref('int_costs_standard') }}

),

weighed as (

    select distinct
        ledger_number,
        driver

    from {{ ref('int_ledger_weighed') }}

),

spread as (

    select * from {{ ref('int_ledger_spread') }}

),

teams as (

    select * from {{ ref('int_teams_staffed') }}

),

by_ledger as (

    select
        spread.interaction_number,
        sum(
            case weighed.driver
                when 'handling_time' then spread.spread_amount
                when 'standard_cost'
                    then
                        spread.spread_amount * standard.hours_amount
                        / nullif(standard.standard_amount, 0)
                else 0
            end
        ) as hourly_amount

    from spread
    inner join weighed
        on spread.ledger_number = weighed.ledger_number
    inner join standard
        on spread.interaction_number = standard.interaction_number
    group by spread.interaction_number

),

measured as (

    select
        attributed.interaction_number,
        attributed.ticket_root_number,
        attributed.contact_root_number,
        attributed.contact_number,
        attributed.direction = 'internal' as is_internal,
        case
            when standard.is_unattended then 0
            else standard.work_milliseconds / 3600000
        end as hours,
        case
            when standard.is_unattended or interactions.partner_name is not null
                then 0
            else standard.work_milliseconds / 3600000
        end as in_house_hours,
        teams.staffing_number,
        teams.fte_per_hour,
        cast(attributed.cost_amount as double) as cost_amount,
        interactions.cost_basis,
        cast(
            case interactions.cost_basis
                when 'ledger' then coalesce(by_ledger.hourly_amount, 0)
                when 'rate' then standard.hours_amount
                when 'tariff' then 0
            end as double
        ) as hourly_amount

    from attributed
    inner join interactions
        on attributed.interaction_number = interactions.interaction_number
    inner join standard
        on attributed.interaction_number = standard.interaction_number
    left join by_ledger
        on attributed.interaction_number = by_ledger.interaction_number
    left join teams
        on
            interactions.local_date = teams.local_date
            and coalesce(interactions.team_name, '')
            = coalesce(teams.team_name, '')
            and coalesce(interactions.site_name, '')
            = coalesce(teams.site_name, '')

),

priced as (

    select
        interaction_number,
        ticket_root_number,
        contact_root_number,
        contact_number,
        case when in_house_hours > 0 then staffing_number end
            as staffing_number,
        hours,
        in_house_hours,
        case
            when in_house_hours = 0 then 0
            else in_house_hours * fte_per_hour
        end as fte,
        cost_amount,
        cost_basis,
        hourly_amount,
        is_internal

    from measured

)

select * from priced
