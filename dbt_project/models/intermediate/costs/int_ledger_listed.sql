-- The ledger's lines, numbered in an order of their own, whatever the file's, with
-- the part of each amount that belongs to the days of its month that are seen.

with

cost_ledger as (

    select * from {{ ref('stg_workspace__cost_ledger') }}

),

months as (

    select * from {{ ref('int_calendar_counted') }}

),

listed as (

    select
        cost_ledger.*,
        months.month_started_on is not null as is_month_seen,
        case
            when months.month_started_on is null then cast(0 as decimal(24, 6))
            else
                {{ cumulated_share(
                    'cost_ledger.amount',
                    'months.seen_day_count',
                    'months.day_count'
                ) }}
        end as seen_amount,
        row_number() over (
            order by
                cost_ledger.month_started_on asc,
                cost_ledger.category asc,
                {% for name in scope_texts() + ['hours'] %}
                coalesce(cost_ledger.{{ name }}, '') asc,
                {% endfor %}
                coalesce(cost_ledger.support_level, 0) asc
        ) as ledger_number

    from cost_ledger
    left join months
        on cost_ledger.month_started_on = months.month_started_on

)

select * from listed
