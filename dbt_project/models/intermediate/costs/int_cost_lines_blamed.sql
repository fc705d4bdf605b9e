-- The key of a line that no interaction has at all, on whatever day, where it is
-- one: most often a name written otherwise than the sources write it.

{% set keys = scope_texts() + ['support_level'] %}

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

keys_seen as (

    select distinct
        {{ keys | join(',
        ') }},
        partner_name = '' as is_in_house

    from scopes

),

hours_seen as (

    select distinct hours_segments.hours

    from hours_segments
    inner join scopes
        on hours_segments.hours_segment = scopes.hours_segment

),

unknown as (

    {% for key in keys %}
    select
        cost_lines.file_name,
        cost_lines.line_number,
        '{{ key }}' as key_name

    from cost_lines
    left join keys_seen as seen
        on
            cost_lines.{{ key }} = seen.{{ key }}
            and (not cost_lines.is_in_house or seen.is_in_house)
    where cost_lines.{{ key }} is not null and seen.{{ key }} is null
    union all
    {% endfor %}
    select
        cost_lines.file_name,
        cost_lines.line_number,
        'hours' as key_name

    from cost_lines
    left join hours_seen
        on cost_lines.hours = hours_seen.hours
    where cost_lines.hours is not null and hours_seen.hours is null

),

blamed as (

    select
        file_name,
        line_number,
        min(key_name) as unknown_key

    from unknown
    group by file_name, line_number
    having count(*) = 1

)

select * from blamed
