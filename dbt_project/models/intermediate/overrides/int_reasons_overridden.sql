-- The reason a person decided for a contact. Of several lines on legs of one
-- contact the one decided last counts (without date: first of all), then that of
-- the later leg.

with

placed as (

    select * from {{ ref('int_overrides_placed') }}
    where action = 'reason' and contact_root_number is not null

),

ranked as (

    select
        *,
        row_number() over (
            partition by contact_root_number
            order by decided_on desc nulls last, interaction_number desc
        ) as decision_rank

    from placed

),

overridden as (

    select
        contact_root_number,
        contact_reason_id,
        line_number

    from ranked
    where decision_rank = 1

)

select * from overridden
