-- What is in no ticket, and what it costs: contacts without a customer, work that
-- names no case and fits no open ticket, automatic messages. Tickets and these
-- rows cost what interactions do.

with

interactions as (

    select * from {{ ref('int_interactions_costed') }}
    where ticket_id is null

),

months as (

    select * from {{ ref('int_calendar_months') }}

),

counted as (

    select
        cast(date_trunc('month', local_date) as date) as month_started_on,
        channel,
        direction,
        team_name,
        partner_name,
        count(*) as interaction_count,
        count(customer_number) as identified_count,
        count(cost_amount) as priced_count,
        cast(sum(cost_amount) as decimal(24, 6)) as cost_amount

    from interactions
    group by
        date_trunc('month', local_date),
        channel,
        direction,
        team_name,
        partner_name

),

published as (

    select
        counted.*,
        coalesce(months.is_provisional, true) as is_provisional

    from counted
    left join months
        on counted.month_started_on = months.month_started_on

)

select * from published
