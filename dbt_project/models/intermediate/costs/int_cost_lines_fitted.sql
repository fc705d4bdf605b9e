-- Which interactions each line of a cost file fits: those with its keys on its
-- days, and whether any has its keys on whatever day.

with

cost_lines as (

    select * from {{ ref('int_cost_lines_listed') }}

),

hours_segments as (

    select * from {{ ref('stg_workspace__hours_segments') }}

),

scopes as (

    select * from {{ ref('int_scopes_listed') }}

),

settled as (

    select * from {{ ref('int_scopes_settled') }}

),

lines as (

    select
        cost_lines.*,
        hours_segments.hours_segment

    from cost_lines
    left join hours_segments
        on cost_lines.hours = hours_segments.hours

),

fitted as (

    select
        lines.file_name,
        lines.line_number,
        cast(
            coalesce(
                sum(
                    case
                        when
                            scopes.local_date >= lines.valid_from
                            and scopes.local_date < lines.valid_to
                            then settled.interaction_count
                    end
                ), 0
            ) as bigint
        ) as fitting_count,
        count(scopes.scope_number) > 0 as is_known

    from lines
    left join scopes
        on
            {{ fits_scope('lines', 'scopes') }}
            and (not lines.is_in_house or scopes.partner_name = '')
    left join settled
        on scopes.scope_number = settled.scope_number
    group by lines.file_name, lines.line_number

)

select * from fitted
