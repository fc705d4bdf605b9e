-- Which parameters turn a team's hours of a day into full-time posts: of the
-- lines that hold on the day the most specific, a line for the team before one
-- for the site, before one for any. None, no posts.

with

fte_parameters as (

    select * from {{ ref('stg_workspace__fte_parameters') }}

),

interactions as (

    select * from {{ ref('int_interactions_unioned') }}

),

numbered as (

    select
        *,
        row_number() over (
            order by
                coalesce(team_name, '') asc,
                coalesce(site_name, '') asc,
                valid_from asc
        ) as staffing_number

    from fte_parameters

),

teams as (

    select distinct
        site_name,
        team_name,
        local_date

    from interactions
    where partner_name is null and local_date is not null

),

fitting as (

    select
        teams.*,
        numbered.staffing_number,
        numbered.line_number,
        numbered.annual_hours,
        numbered.shrinkage_without_leave,
        numbered.occupancy,
        row_number() over (
            partition by teams.site_name, teams.team_name, teams.local_date
            order by
                case when numbered.team_name is null then 1 else 0 end,
                case when numbered.site_name is null then 1 else 0 end
        ) as place

    from teams
    inner join numbered
        on
            teams.local_date >= numbered.valid_from
            and teams.local_date < numbered.valid_to
            and (
                numbered.team_name is null
                or teams.team_name = numbered.team_name
            )
            and (
                numbered.site_name is null
                or teams.site_name = numbered.site_name
            )

),

staffed as (

    select
        site_name,
        team_name,
        local_date,
        staffing_number,
        line_number,
        annual_hours,
        shrinkage_without_leave,
        occupancy,
        {{ fte('1', 'annual_hours', 'shrinkage_without_leave', 'occupancy') }}
            as fte_per_hour

    from fitting
    where place = 1

)

select * from staffed
