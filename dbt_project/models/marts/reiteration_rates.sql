-- How often customers reiterate, by the definition `once_and_done`, for each
-- period in which tickets started and each slice. Rows of different `slice`
-- never add up. Rates are over eligible tickets; mean_contacts_30_days over
-- those whose 30 days are known; means over whole tickets stand in final
-- periods only. A period is final when it is over and 99 % of its tickets are
-- closed. Intervals are not estimated yet: null.

{% set slices = [
    ('all', "'all'", 'null'),
    ('reason', 'contact_reason_id', 'null'),
    ('reason_group', 'reason_group', 'null'),
    ('journey_step', 'journey_step', 'null'),
    ('first_channel', 'first_channel', 'null'),
    ('reason+first_channel', 'contact_reason_id', 'first_channel'),
    ('segment', 'customer_segment', 'null'),
    ('first_partner', 'first_partner_name', 'null'),
    ('first_team', 'first_team_name', 'null'),
] %}
{% set rates = [
    'reiterated_ticket_rate', 'reiterated_late_rate', 'unserved_rate',
    'once_and_done_rate', 'mean_contacts_30_days', 'mean_contacts',
    'mean_reiterations', 'excess_contacts', 'within_expected_rate',
    'reiteration_rate', 'self_care_containment_rate',
] %}

with

tickets as (

    select * from {{ ref('tickets') }}

),

calendar as (

    select * from {{ ref('calendar') }}

),

contacts as (

    select * from {{ ref('contacts') }}

),

assisted as (

    select
        ticket_id,
        max(
            case
                when channel in ('web_selfcare', 'app_selfcare') then 0
                else 1
            end
        ) = 0 as is_self_care_only

    from contacts
    where ticket_id is not null
    group by ticket_id

),

in_periods as (

    select
        tickets.*,
        assisted.is_self_care_only,
        grains.period_grain,
        case
            when grains.period_grain = 'week' then calendar.week_started_on
            when grains.period_grain = 'month' then calendar.month_started_on
            when grains.period_grain = 'year' then calendar.year_started_on
        end as period_started_on

    from tickets
    inner join calendar
        on tickets.local_date = calendar.local_date
    inner join assisted
        on tickets.ticket_id = assisted.ticket_id
    cross join (values ('week'), ('month'), ('year')) as grains (period_grain)

),

period_days as (

    select
        period_grain,
        period_started_on,
        count(case when is_closed then 1 end) >= 0.99 * count(*)
            as is_mostly_closed

    from in_periods
    group by period_grain, period_started_on

),

known_days as (

    select
        grains.period_grain,
        case
            when grains.period_grain = 'week' then calendar.week_started_on
            when grains.period_grain = 'month' then calendar.month_started_on
            when grains.period_grain = 'year' then calendar.year_started_on
        end as period_started_on,
        bool_and(calendar.is_known) as is_over

    from calendar
    cross join (values ('week'), ('month'), ('year')) as grains (period_grain)
    group by 1, 2

),

periods as (

    select
        period_days.period_grain,
        period_days.period_started_on,
        not (period_days.is_mostly_closed and known_days.is_over)
            as is_provisional

    from period_days
    inner join known_days
        on
            period_days.period_grain = known_days.period_grain
            and period_days.period_started_on = known_days.period_started_on

),

{% for slice, value, value_2 in slices %}
{% set name = 'by_' ~ slice.replace('+', '_and_') %}
{{ name }} as (

    select
        period_grain,
        period_started_on,
        '{{ slice }}' as slice,
        {{ value }} as slice_value,
        cast({{ value_2 }} as varchar) as slice_value_2,
        count(*) as ticket_count,
        sum(contact_count) as contact_count,
        sum(reiteration_count) as reiteration_count,
        count(case when is_eligible then 1 end) as eligible_ticket_count,
        count(case when is_eligible and is_reiterated then 1 end)
            as reiterated_ticket_count,
        count(
            case
                when is_eligible and resolution = 'reiterated_late' then 1
            end
        ) as reiterated_late_count,
        count(case when is_eligible and resolution = 'unserved' then 1 end)
            as unserved_count,
        count(case when is_eligible and is_once_and_done then 1 end)
            as once_and_done_count,
        count(case when is_eligible and is_within_expected then 1 end)
            as within_expected_count,
        sum(case when is_eligible then contact_count end)
            as eligible_contact_count,
        sum(case when is_eligible then reiteration_count end)
            as eligible_reiteration_count,
        sum(case when is_eligible then excess_contact_count end)
            as eligible_excess_count,
        avg(case when is_30_days_known then contact_count_30_days end)
            as mean_contacts_30_days,
        count(
            case
                when
                    is_eligible
                    and first_channel in ('web_selfcare', 'app_selfcare')
                    then 1
            end
        ) as self_care_start_count,
        count(case when is_eligible and is_self_care_only then 1 end)
            as self_care_only_count,
        count(distinct case when is_eligible then customer_id end)
            as eligible_customer_count

    from in_periods
    where {{ value }} is not null
    group by period_grain, period_started_on, {{ value }}, {{ value_2 }}

),

{% endfor %}
unioned as (

    {% for slice, value, value_2 in slices %}
    select * from by_{{ slice.replace('+', '_and_') }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

rated as (

    select
        unioned.*,
        periods.is_provisional,
        unioned.reiterated_ticket_count
        / nullif(unioned.eligible_ticket_count, 0) as reiterated_ticket_rate,
        unioned.reiterated_late_count
        / nullif(unioned.eligible_ticket_count, 0) as reiterated_late_rate,
        unioned.unserved_count
        / nullif(unioned.eligible_ticket_count, 0) as unserved_rate,
        unioned.once_and_done_count
        / nullif(unioned.eligible_ticket_count, 0) as once_and_done_rate,
        unioned.within_expected_count
        / nullif(unioned.eligible_ticket_count, 0) as within_expected_rate,
        unioned.eligible_reiteration_count
        / nullif(unioned.eligible_contact_count, 0) as reiteration_rate,
        unioned.self_care_only_count
        / nullif(unioned.self_care_start_count, 0)
            as self_care_containment_rate,
        case
            when not periods.is_provisional
                then
                    unioned.eligible_contact_count
                    / nullif(unioned.eligible_ticket_count, 0)
        end as mean_contacts,
        case
            when not periods.is_provisional
                then
                    unioned.eligible_reiteration_count
                    / nullif(unioned.eligible_ticket_count, 0)
        end as mean_reiterations,
        case
            when not periods.is_provisional
                then
                    unioned.eligible_excess_count
                    / nullif(unioned.eligible_ticket_count, 0)
        end as excess_contacts

    from unioned
    inner join periods
        on
            unioned.period_grain = periods.period_grain
            and unioned.period_started_on = periods.period_started_on

),

published as (

    select
        'once_and_done' as definition_id,
        period_grain,
        period_started_on,
        slice,
        slice_value,
        slice_value_2,
        ticket_count,
        cast(eligible_ticket_count as bigint) as eligible_ticket_count,
        cast(contact_count as bigint) as contact_count,
        cast(reiteration_count as bigint) as reiteration_count,
        cast(reiterated_ticket_count as bigint) as reiterated_ticket_count,
        {% for rate in rates %}
        {{ rate }},
        cast(null as double) as {{ rate }}_low,
        cast(null as double) as {{ rate }}_high,
        {% endfor %}
        {% for rate in ['reiteration_rate', 'reiterated_ticket_rate', 'mean_contacts'] %}
        cast(null as double) as {{ rate }}_lower_bound,
        cast(null as double) as {{ rate }}_upper_bound,
        {% endfor %}
        eligible_ticket_count < 30 or eligible_customer_count < 30
            as is_small_cell,
        is_provisional

    from rated

)

select * from published
