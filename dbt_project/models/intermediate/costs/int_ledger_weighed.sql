-- What each line of the ledger covers in its month, and by what weight: time
-- (that of several chats at once divided), a unit, or the standard cost. A line
-- of nothing covers nothing. Time is a person's: a line by handling time covers
-- channels where nobody works only where it names the channel. What one of its
-- lines cannot weigh (time unknown, no rate) carries none, and nothing does in a
-- month of which no day is seen whole.

with

cost_ledger as (

    select * from {{ ref('int_ledger_listed') }}
    where amount <> 0

),

hours_segments as (

    select * from {{ ref('stg_workspace__hours_segments') }}

),

scopes as (

    select * from {{ ref('int_scopes_listed') }}

),

standard as (

    select * from {{ ref('int_costs_standard') }}

),

lines as (

    select
        cost_ledger.*,
        hours_segments.hours_segment

    from cost_ledger
    left join hours_segments
        on cost_ledger.hours = hours_segments.hours

),

covered as (

    select
        lines.ledger_number,
        lines.driver,
        lines.seen_amount,
        lines.is_month_seen,
        standard.interaction_number,
        standard.interaction_id,
        standard.is_billable,
        case
            when lines.driver = 'handling_time' then standard.work_milliseconds
            when lines.driver = 'interactions'
                then case when standard.is_automatic then 0 else 1 end
            -- Millionths of twelve figures want more room than their own type has.
            else
                cast(
                    cast(standard.standard_amount as decimal(24, 6)) * 1000000
                    as bigint
                )
        end as weight

    from lines
    inner join scopes
        on
            lines.month_started_on = scopes.month_started_on
            and {{ fits_scope('lines', 'scopes') }}
    inner join standard
        on scopes.scope_number = standard.scope_number
    where
        lines.driver <> 'handling_time'
        or not standard.is_unattended
        or lines.channel is not null

),

weighed as (

    select
        *,
        is_month_seen
        and count(*) over (partition by interaction_number)
        = count(weight) over (partition by interaction_number) as is_carried

    from covered

)

select * from weighed
