-- Whether a ticket's customer left within 90 days after its end (equal still
-- belongs). Of customers whose yearly revenue the customer file tells, where it
-- tells departures at all; of eligible tickets that ended in the last 365 days of
-- which those 90 days are known, by the horizon and by the customer files. Who
-- had left on a day before that of the end is out: nobody can lose them again. Who
-- leaves on the day of the end leaves after it, for no file tells the hour.

with

tickets as (

    select * from {{ ref('int_tickets_resolved') }}

),

tickets_known as (

    select * from {{ ref('int_tickets_known') }}
    where is_eligible

),

revenues as (

    select * from {{ ref('int_customers_valued') }}

),

departures as (

    select * from {{ ref('int_customers_departed') }}

),

told as (

    select * from {{ ref('int_departures_told') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

limits as (

    select
        least(horizon.horizon_second, told.told_until_second)
        - {{ days(90) }} as last_second

    from horizon
    cross join told

),

departed as (

    select
        tickets.ticket_root_number,
        tickets.customer_number,
        tickets.contact_reason_id,
        tickets.resolution,
        revenues.yearly_revenue_amount,
        coalesce(
            departures.departed_second
            <= tickets.ended_second + {{ days(90) }},
            false
        ) as is_departed

    from tickets
    cross join limits
    inner join tickets_known
        on tickets.ticket_root_number = tickets_known.ticket_root_number
    inner join revenues
        on tickets.customer_number = revenues.customer_number
    left join departures
        on tickets.customer_number = departures.customer_number
    where
        tickets.ended_second <= limits.last_second
        and tickets.ended_second > limits.last_second - {{ days(365) }}
        and coalesce(
            departures.departed_until_second > tickets.ended_second, true
        )

)

select * from departed
