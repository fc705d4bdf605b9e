-- The share of tickets whose customer left, by reason and resolution and over all
-- reasons together, with the interval of every share: Wilson's, customers
-- repeating (rates). Who came for several reasons is one customer of all.

{% set z = 1.959963984540054 %}

with

departed as (

    select * from {{ ref('int_tickets_departed') }}

),

sides as (

    select
        contact_reason_id,
        resolution,
        customer_number,
        yearly_revenue_amount,
        is_departed

    from departed
    union all
    select
        'all' as contact_reason_id,
        resolution,
        customer_number,
        yearly_revenue_amount,
        is_departed

    from departed

),

by_customer as (

    select
        contact_reason_id,
        resolution,
        customer_number,
        max(yearly_revenue_amount) as yearly_revenue_amount,
        cast(count(*) as double) as tickets,
        cast(count(case when is_departed then 1 end) as double) as departures

    from sides
    group by contact_reason_id, resolution, customer_number

),

rated as (

    select
        contact_reason_id,
        resolution,
        cast(sum(tickets) as bigint) as ticket_count,
        count(*) as customer_count,
        cast(sum(departures) as bigint) as departed_ticket_count,
        cast(sum(yearly_revenue_amount) as decimal(24, 6))
            as yearly_revenue_amount,
        sum(departures) / sum(tickets) as departure_rate,
        sum(departures * departures) as departures_squared,
        sum(departures * tickets) as departures_by_tickets,
        sum(tickets * tickets) as tickets_squared

    from by_customer
    group by contact_reason_id, resolution

),

varied as (

    select
        *,
        customer_count / nullif(customer_count - 1, 0)
        * greatest(
            departures_squared
            - 2 * departure_rate * departures_by_tickets
            + departure_rate * departure_rate * tickets_squared,
            0
        )
        / (cast(ticket_count as double) * ticket_count) as variance

    from rated

),

effective as (

    select
        *,
        case
            when
                departure_rate = 0 or departure_rate = 1
                or customer_count < 2
                then cast(customer_count as double)
            when variance = 0 then cast(ticket_count as double)
            else
                least(
                    ticket_count,
                    departure_rate * (1 - departure_rate) / variance
                )
        end as effective_count

    from varied

),

estimated as (

    select
        contact_reason_id,
        resolution,
        ticket_count,
        customer_count,
        departed_ticket_count,
        yearly_revenue_amount,
        departure_rate,
        {{ wilson('departure_rate', 'effective_count', -z) }} as low,
        {{ wilson('departure_rate', 'effective_count', z) }} as high

    from effective

)

select * from estimated
