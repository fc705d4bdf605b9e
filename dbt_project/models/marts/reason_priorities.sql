-- What to fix first: ranks and a year's amounts of each reason, with what a
-- consultant needs beside them.

with

ranked as (

    select
        *,
        greatest(avoidable_amount_high, with_late_amount_high)
            as upper_end_amount

    from {{ ref('int_priorities_ranked') }}

),

explained as (

    select * from {{ ref('int_priorities_explained') }}

),

reasons as (

    select * from {{ ref('contact_reasons') }}

),

published as (

    select
        ranked.contact_reason_id,
        ranked.first_channel,
        reasons.reason_group,
        reasons.journey_step,
        reasons.owner,
        reasons.treatment,
        explained.first_cause,
        explained.second_cause,
        explained.switch_from_channel,
        explained.switch_to_channel,
        ranked.unranked_because,
        ranked.priority_rank,
        ranked.best_rank,
        ranked.worst_rank,
        ranked.rank_with_late_internal,
        ranked.ticket_count,
        ranked.complete_ticket_count,
        ranked.excess_ticket_count,
        ranked.priced_excess_ticket_count,
        ranked.late_unpriced_ticket_count,
        ranked.contact_count,
        ranked.excess_contact_count,
        reasons.expected_contacts,
        ranked.day_count,
        {% for column, name in {
            'cost_amount': 'cost_amount',
            'avoidable_amount': 'avoidable_cost_amount',
            'avoidable_amount_low': 'avoidable_cost_amount_low',
            'upper_end_amount': 'avoidable_cost_amount_high',
        }.items() %}
        cast(round(ranked.{{ column }}, 6) as decimal(24, 6))
            as yearly_{{ name }},
        {% endfor %}
        cast(round(ranked.late_amount, 6) as decimal(24, 6))
            as yearly_late_internal_amount,
        {{ settled('ranked.cumulative_share') }} as cumulative_share,
        {{ settled('ranked.avoidable_hours') }} as yearly_avoidable_hours,
        {{ settled('ranked.avoidable_in_house_hours') }}
            as yearly_avoidable_in_house_hours,
        {{ settled('ranked.avoidable_fte') }} as avoidable_fte,
        {{ settled(
            'ranked.avoidable_in_house_hours'
            ~ ' / nullif(ranked.avoidable_fte, 0)'
        ) }} as hours_per_post,
        ranked.annual_hours,
        ranked.shrinkage_without_leave,
        ranked.occupancy,
        explained.first_cause_share,
        explained.second_cause_share,
        explained.switch_share,
        ranked.is_annualised,
        ranked.is_small_cell

    from ranked
    inner join reasons
        on ranked.contact_reason_id = reasons.contact_reason_id
    left join explained
        on
            ranked.contact_reason_id = explained.contact_reason_id
            and ranked.first_channel = explained.first_channel

)

select * from published
