-- What it costs to resolve a problem, from its first contact to its end. Sums are
-- of all tickets and of what is priced in them; mean, median and 90th percentile
-- are of the measured: eligible tickets whose cost is complete, in months that are
-- final (before, a ticket may still grow) and were seen whole. They have sums of
-- their own, so that the mean can be done again. Its interval is on the log scale;
-- where no customer's tickets cost less than nothing, its error is at most twice it.

{% set z = 1.959963984540054 %}
{% set cell = ['month_started_on', 'contact_reason_id', 'first_channel'] %}
{% set amounts = {
    'total': 'cost_to_resolve',
    'first_contact': 'first_contact',
    'reiteration': 'reiteration_cost',
    'avoidable': 'avoidable_cost',
    'internal': 'internal_cost',
    'late_internal': 'late_internal',
} %}
{% set of_measured = ['total', 'reiteration', 'avoidable'] %}
{% set mean = 'clustered.mean_amount' %}
{% set error = 'sqrt(clustered.variance)' %}
{% set figures = {
    'mean_amount': settled(mean),
    'mean_amount_low': settled(amount_end(mean, error, 2, -z)),
    'mean_amount_high': settled(amount_end(mean, error, 2, z)),
    'median_amount': 'summed.median_amount',
    'p90_amount': 'summed.p90_amount',
} %}

with

tickets as (

    select
        {% for amount in of_measured %}
        case
            when is_eligible and has_complete_cost
                then {{ amounts[amount] }}_amount
        end as measured_{{ amount }}_amount,
        {% endfor %}
        *,
        cast(date_trunc('month', local_date) as date) as month_started_on

    from {{ ref('tickets') }}

),

clustered as (

    select * from {{ ref('int_costs_clustered') }}

),

internal_worked as (

    select * from {{ ref('int_internal_worked') }}

),

whole_months as (

    select * from {{ ref('int_calendar_months') }}
    where not is_provisional

),

summed as (

    select
        {{ cell | join(',\n        ') }},
        count(*) as ticket_count,
        count(case when has_complete_cost then 1 end)
            as complete_ticket_count,
        {% for amount, column in amounts.items() %}
        cast(sum({{ column }}_amount) as decimal(24, 6)) as {{ amount }}_amount,
        {% endfor %}
        {% for amount in of_measured %}
        cast(sum(measured_{{ amount }}_amount) as decimal(24, 6))
            as measured_{{ amount }}_amount,
        {% endfor %}
        median(measured_total_amount) as median_amount,
        {{ value_at_share('measured_total_amount', 0.9) }} as p90_amount

    from tickets
    group by {{ cell | join(', ') }}

),

published as (

    select
        {% for name in cell %}
        summed.{{ name }},
        {% endfor %}
        summed.ticket_count,
        summed.complete_ticket_count,
        coalesce(clustered.measured_ticket_count, 0) as measured_ticket_count,
        {% for amount in amounts %}
        summed.{{ amount }}_amount,
        {% endfor %}
        {% for amount in of_measured %}
        summed.measured_{{ amount }}_amount,
        {% endfor %}
        {{ settled('internal_worked.internal_hours') }} as internal_hours,
        {{ settled('internal_worked.internal_fte') }} as internal_fte,
        {{ settled(
            'internal_worked.internal_in_house_hours'
            ~ ' / nullif(internal_worked.internal_fte, 0)'
        ) }} as hours_per_post,
        internal_worked.annual_hours,
        internal_worked.shrinkage_without_leave,
        internal_worked.occupancy,
        {% for name, figure in figures.items() %}
        cast(
            case
                when whole_months.month_started_on is not null then {{ figure }}
            end as double
        ) as {{ name }},
        {% endfor %}
        coalesce(
            clustered.measured_ticket_count < 30
            or clustered.customer_count < 30,
            true
        ) as is_small_cell,
        whole_months.month_started_on is null as is_provisional

    from summed
    left join whole_months
        on summed.month_started_on = whole_months.month_started_on
    left join clustered
        on
            summed.month_started_on = clustered.month_started_on
            and summed.contact_reason_id = clustered.contact_reason_id
            and summed.first_channel = clustered.first_channel
    left join internal_worked
        on
            summed.month_started_on = internal_worked.month_started_on
            and summed.contact_reason_id = internal_worked.contact_reason_id
            and summed.first_channel = internal_worked.first_channel

)

select * from published
