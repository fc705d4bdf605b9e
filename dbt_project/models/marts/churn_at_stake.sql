-- An association: unhappy customers both come back and leave, whatever one does.
-- The difference takes Newcombe's interval, made of the intervals of its two
-- rates: departures are few, and where none was seen a plain one would be sure.

with

rated as (

    select * from {{ ref('int_departures_rated') }}

),

beside_done as (

    select
        rated.*,
        rated.departure_rate - done.departure_rate as difference,
        rated.departure_rate - done.departure_rate
        - sqrt(
            (rated.departure_rate - rated.low)
            * (rated.departure_rate - rated.low)
            + (done.high - done.departure_rate)
            * (done.high - done.departure_rate)
        ) as difference_low,
        rated.departure_rate - done.departure_rate
        + sqrt(
            (rated.high - rated.departure_rate)
            * (rated.high - rated.departure_rate)
            + (done.departure_rate - done.low)
            * (done.departure_rate - done.low)
        ) as difference_high,
        least(rated.ticket_count, rated.customer_count) < 30
        or least(
            coalesce(done.ticket_count, 0), coalesce(done.customer_count, 0)
        ) < 30 as is_small_cell

    from rated
    left join rated as done
        on
            rated.contact_reason_id = done.contact_reason_id
            and done.resolution = 'once_and_done'

),

compared as (

    select
        contact_reason_id,
        resolution,
        ticket_count,
        customer_count,
        departed_ticket_count,
        departure_rate,
        low,
        high,
        yearly_revenue_amount,
        {% for end in ['', '_low', '_high'] %}
        case
            when resolution <> 'once_and_done'
                then {{ settled('difference' ~ end) }}
        end as difference{{ end }},
        {% endfor %}
        is_small_cell

    from beside_done

),

published as (

    select
        contact_reason_id,
        resolution,
        ticket_count,
        customer_count,
        departed_ticket_count,
        departure_rate,
        {{ settled('low') }} as departure_rate_low,
        {{ settled('high') }} as departure_rate_high,
        difference as departure_rate_difference,
        difference_low as departure_rate_difference_low,
        difference_high as departure_rate_difference_high,
        yearly_revenue_amount,
        {% for end in ['', '_low', '_high'] %}
        cast(
            round(difference{{ end }} * yearly_revenue_amount, 6)
            as decimal(24, 6)
        ) as revenue_at_stake_amount{{ end }},
        {% endfor %}
        is_small_cell

    from compared

)

select * from published
