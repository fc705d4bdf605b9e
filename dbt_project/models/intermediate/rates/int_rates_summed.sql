-- What each rate counts and out of how much, for each period in which tickets
-- started and each slice. Customers repeat, so the sums over customers of
-- squares and products are kept too: an interval is made of them.

{% set slices = {
    'all': "'all'",
    'reason': 'contact_reason_id',
    'reason_group': 'reason_group',
    'journey_step': 'journey_step',
    'first_channel': 'first_channel',
    'reason+first_channel': 'contact_reason_id',
    'segment': 'customer_segment',
    'first_partner': 'first_partner_name',
    'first_team': 'first_team_name',
} %}
{% set cell = [
    'period_grain', 'period_started_on', 'is_provisional', 'slice',
    'slice_value', 'slice_value_2',
] %}

with

tickets as (

    select
        *,
        contact_reason_id <> 'unqualified' as is_qualified

    from {{ ref('int_tickets_described') }}

),

periods as (

    select * from {{ ref('int_calendar_periods') }}

),

slices as (

    {% for slice in slices %}
    select '{{ slice }}' as slice
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

),

sliced as (

    select
        tickets.*,
        periods.period_grain,
        periods.period_started_on,
        not periods.is_final as is_provisional,
        slices.slice,
        case
            {% for slice, value in slices.items() %}
            when slices.slice = '{{ slice }}' then {{ value }}
            {% endfor %}
        end as slice_value,
        case
            when slices.slice = 'reason+first_channel'
                then tickets.first_channel
        end as slice_value_2

    from tickets
    inner join periods
        on tickets.local_date = periods.local_date
    cross join slices

),

by_customer as (

    select
        {% for name, sum in rate_sums().items() %}
        {{ sum }} as {{ name }},
        {% endfor %}
        {% for key in cell %}
        {{ key }},
        {% endfor %}
        customer_id

    from sliced
    where slice_value is not null
    group by {{ cell | join(', ') }}, customer_id

),

summed as (

    select
        {% for name in rate_sums() %}
        cast(sum({{ name }}) as bigint) as {{ name }},
        {% endfor %}
        {% for per in rates() | map(attribute='per') | unique %}
        count(case when {{ per }} > 0 then 1 end) as {{ per }}_customer_count,
        {% endfor %}
        {% for one, other in rate_products() %}
        cast(sum({{ one }} * {{ other }}) as double)
            as {{ one }}_x_{{ other }},
        {% endfor %}
        {{ cell | join(', ') }}

    from by_customer
    group by {{ cell | join(', ') }}

)

select * from summed
