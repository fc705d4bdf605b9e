-- The whole mart beside the interactions in no ticket, teams and partners hashed.
with

interactions as (

    select
        cast(date_trunc('month', local_date) as date) as month_started_on,
        channel,
        direction,
        coalesce(team_name, '') as team_name,
        coalesce(partner_name, '') as partner_name,
        count(*) as interaction_count,
        count(cost_amount) as priced_count,
        sum(cost_amount) as cost_amount

    from marts.interactions
    where ticket_id is null
    group by all

),

costs as (

    select
        * replace (
            coalesce(team_name, '') as team_name,
            coalesce(partner_name, '') as partner_name
        )

    from marts.unticketed_costs

)

select
    coalesce(strftime(month_started_on, '%Y-%m'), 'no month') || ' ' || channel
        as place,
    coalesce(strftime(month_started_on, '%Y-%m-%d'), '') as month_started_on,
    channel,
    direction,
    left(sha256(team_name), 12) as team_name,
    left(sha256(partner_name), 12) as partner_name,
    coalesce(costs.interaction_count, 0) as interaction_count,
    coalesce(interactions.interaction_count, 0) as interactions_without_ticket,
    round(coalesce(costs.cost_amount, 0), 2)::double as cost_amount,
    round(coalesce(interactions.cost_amount, 0), 2)::double
        as cost_of_interactions,
    cast(
        coalesce(
            identified_count > costs.interaction_count
            or costs.priced_count <> interactions.priced_count,
            false
        ) as integer
    ) as wrong_count

from costs
full join interactions
    using (month_started_on, channel, direction, team_name, partner_name)
