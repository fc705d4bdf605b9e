-- Sampling range: what other customers of the same kind would have given, at the
-- middle of the levers. Lever range: the least and the greatest of their prudent
-- end, middle and bold end, each figure by itself (bolder is not better where a
-- lever loses money), today being as counted. The two are never added. The
-- business case is the scenario's (`all`); what its lines cost apart is not known,
-- so only the line of a scenario with no other has months to pay back. Estimated is
-- what would be saved with contacts that are not seen (int_what_if_estimated).

{% set z = 1.959963984540054 %}
{% set estimated = 'case when middles.saving is not null'
    ~ ' then estimates.amount_saved end' %}
{# Below this share of contacts priced, money is not set against a fix. #}
{% set least_priced = least_share() %}
{% set levers = [
    'problems_avoided_share', 'excess_avoided_share',
    'first_contacts_to_self_care_share', 'handling_time_factor',
    'expected_contacts', 'unit_cost_factor', 'departures_avoided_count',
] %}

with

levers_given as (

    select * from {{ ref('int_what_if_levers_given') }}

),

outcomes as (

    select
        *,
        case when coalesce(unpriced_line_count, 0) = 0 then amount_saved end
            as saving,
        case when fte_missing_count = 0 then fte_saved end as fte_released

    from {{ ref('int_what_if_outcomes') }}

),

year as (

    select distinct
        day_count,
        is_annualised

    from {{ ref('int_calendar_yearly') }}
    where year_factor is not null

),

bases as (

    select * from {{ ref('int_what_if_bases') }}

),

estimates as (

    select * from {{ ref('int_what_if_estimated') }}

),

ranges as (

    select
        {% for end, extreme in {'low': 'min', 'high': 'max'}.items() %}
        {% for name in [
            'contacts_saved', 'hours_saved', 'fte_released', 'saving'
        ] %}
        {{ extreme }}({{ name }}) as {{ name }}_{{ end }},
        {% endfor %}
        {{ extreme }}(saving - yearly_amount) as net_saving_{{ end }},
        {{ extreme }}(departures_avoided_count * revenue_amount)
            as revenue_kept_{{ end }},
        {% endfor %}
        scenario,
        contact_reason_id

    from outcomes
    group by scenario, contact_reason_id

),

middles as (

    select
        *,
        saving - yearly_amount as net_saving,
        handling_time_factor + hours_saved / nullif(remaining_hours, 0)
            as hours_factor,
        handling_time_factor + (saving - yearly_amount)
        / nullif(remaining_hourly_amount, 0) as cost_factor,
        priced_contacts_today / nullif(contacts_today, 0)
            as priced_contact_share,
        coalesce(
            priced_contacts_today < {{ least_priced }} * contacts_today, false
        ) as is_underpriced

    from outcomes
    where lever_end = 'middle'

),

published as (

    select
        middles.scenario,
        middles.contact_reason_id,
        cast(middles.line_count as bigint) as line_count,
        middles.ticket_count,
        middles.complete_ticket_count,
        {{ settled('middles.priced_contact_share') }} as priced_contact_share,
        middles.is_underpriced,
        {{ settled('bases.ledger_share') }} as ledger_share,
        {{ settled('bases.tariff_share') }} as tariff_share,
        year.day_count,
        {% for kind, name in {
            'contacts': 'contacts_avoided', 'hours': 'hours_released'
        }.items() %}
        {{ settled('middles.' ~ kind ~ '_today') }} as yearly_{{ kind }},
        {{ settled('middles.' ~ kind ~ '_after') }} as yearly_{{ kind }}_after,
        {{ settled('middles.' ~ kind ~ '_saved') }} as yearly_{{ name }},
        {% set half = z ~ ' * middles.' ~ kind ~ '_saved_deviation' %}
        {{ settled('middles.' ~ kind ~ '_saved - ' ~ half) }}
            as yearly_{{ name }}_sampling_low,
        {{ settled('middles.' ~ kind ~ '_saved + ' ~ half) }}
            as yearly_{{ name }}_sampling_high,
        {{ settled('ranges.' ~ kind ~ '_saved_low') }}
            as yearly_{{ name }}_lever_low,
        {{ settled('ranges.' ~ kind ~ '_saved_high') }}
            as yearly_{{ name }}_lever_high,
        {% endfor %}
        {{ settled('estimates.contacts') }} as yearly_contacts_estimated,
        {{ settled('estimates.contacts_saved') }}
            as yearly_contacts_avoided_estimated,
        estimates.is_coding_known as is_coding_estimated,
        {{ settled('middles.in_house_hours_saved') }}
            as yearly_in_house_hours_released,
        {{ settled('middles.fte_released') }} as fte_released,
        {{ settled('ranges.fte_released_low') }} as fte_released_lever_low,
        {{ settled('ranges.fte_released_high') }} as fte_released_lever_high,
        {{ settled(
            'middles.in_house_hours_saved / nullif(middles.fte_released, 0)'
        ) }} as hours_per_post,
        case
            when middles.hours_factor >= 0
                then {{ settled('middles.hours_factor') }}
        end as break_even_handling_time_factor,
        case
            when middles.cost_factor >= 0 and not middles.is_underpriced
                then {{ settled('middles.cost_factor') }}
        end as break_even_cost_factor,
        {% for net_saving, end in {
            'middles.net_saving': '',
            'ranges.net_saving_low': '_lever_low',
            'ranges.net_saving_high': '_lever_high',
        }.items() %}
        case
            when
                {{ net_saving }} > 0
                and not middles.is_underpriced
                and (middles.is_whole_scenario or middles.line_count = 1)
                then
                    {{ settled(
                        '12 * middles.one_off_amount / ' ~ net_saving
                    ) }}
        end as payback_months{{ end }},
        {% endfor %}
        {% for name in levers %}
        levers_given.{{ name }}_low,
        levers_given.{{ name }}_high,
        {% endfor %}
        {% for name, figure in {
            'yearly_cost_amount': 'case when middles.saving is not null'
            ~ ' then middles.amount_today end',
            'yearly_cost_after_amount': 'case when middles.saving is not null'
            ~ ' then middles.amount_after end',
            'yearly_saving_amount': 'middles.saving',
            'yearly_saving_amount_sampling_low':
                'middles.saving - ' ~ z ~ ' * middles.amount_saved_deviation',
            'yearly_saving_amount_sampling_high':
                'middles.saving + ' ~ z ~ ' * middles.amount_saved_deviation',
            'yearly_saving_amount_lever_low': 'ranges.saving_low',
            'yearly_saving_amount_lever_high': 'ranges.saving_high',
            'yearly_saving_amount_estimated': estimated,
            'yearly_saving_amount_estimated_low':
                estimated ~ ' - ' ~ z ~ ' * estimates.amount_saved_deviation',
            'yearly_saving_amount_estimated_high':
                estimated ~ ' + ' ~ z ~ ' * estimates.amount_saved_deviation',
            'net_yearly_saving_amount': 'middles.net_saving',
            'revenue_kept_amount_low': 'ranges.revenue_kept_low',
            'revenue_kept_amount_high': 'ranges.revenue_kept_high',
            'one_off_amount': 'middles.one_off_amount',
            'yearly_amount': 'middles.yearly_amount',
        }.items() %}
        cast(round({{ figure }}, 6) as decimal(24, 6)) as {{ name }},
        {% endfor %}
        year.is_annualised,
        middles.ticket_count < 30
        or middles.customer_count < 30 as is_small_cell

    from middles
    cross join year
    left join bases
        on
            middles.scenario = bases.scenario
            and middles.contact_reason_id = bases.contact_reason_id
    left join estimates
        on
            middles.scenario = estimates.scenario
            and middles.contact_reason_id = estimates.contact_reason_id
    inner join ranges
        on
            middles.scenario = ranges.scenario
            and middles.contact_reason_id = ranges.contact_reason_id
    left join levers_given
        on
            middles.scenario = levers_given.scenario
            and middles.contact_reason_id = levers_given.contact_reason_id

)

select * from published
