{# How the axes of a definition read, each in one place (method §6). #}

{# What holds the events of one group together, and a part of it as text. #}
{% macro group_number(sequence, event) -%}
    case
        when {{ sequence }}.group_by in ('case', 'phone_number') then 0
        else {{ event }}.customer_number
    end
{%- endmacro %}

{% macro group_key(sequence, event) -%}
    case
        when {{ sequence }}.group_by = 'case' then {{ event }}.case_id
        when {{ sequence }}.group_by = 'phone_number' then {{ event }}.phone_key
        when {{ sequence }}.group_by = 'customer' then ''
        when {{ sequence }}.group_by = 'customer+reason'
            then {{ event }}.contact_reason_id
        when {{ sequence }}.group_by = 'customer+reason_group'
            then {{ event }}.reason_group
        when {{ sequence }}.group_by = 'customer+reason+channel'
            then {{ event }}.contact_reason_id || ' ' || {{ event }}.channel
    end
{%- endmacro %}

{% macro is_in_population(sequence, event) -%}
    (
        {{ sequence }}.population = 'all'
        or ({{ sequence }}.population = 'handled' and {{ event }}.is_handled)
        or ({{ sequence }}.population = 'solved' and {{ event }}.is_solved)
        or (
            {{ sequence }}.population = 'assisted'
            and not {{ event }}.is_self_service
        )
        or '+' || {{ sequence }}.population || '+'
        like '%+' || {{ event }}.channel || '+%'
    )
{%- endmacro %}

{#
    One event comes within the window of another, equal included; null where
    there is no other. `earlier` and `later` begin the names of their columns.
    The window of a reason is that of the earlier event.
#}
{% macro is_within(earlier, later) -%}
    case
        when window_unit = 'none'
            then
                {{ earlier }}started_second is not null
                and {{ later }}started_second is not null
        when window_unit = 'local_days' and clock = 'end'
            then
                {{ later }}local_date
                <= {{ date_plus(earlier ~ 'ended_date', 'window_days') }}
        when window_unit = 'local_days'
            then
                {{ later }}local_date
                <= {{ date_plus(earlier ~ 'local_date', 'window_days') }}
        else
            {{ later }}started_second
            - case
                when clock = 'end' then {{ earlier }}ended_second
                else {{ earlier }}started_second
            end
            <= case
                when window_unit = 'reason' then {{ earlier }}window_seconds
                else window_length
            end
    end
{%- endmacro %}

{# One window before an event, and one after it, is known; null without any. #}
{% macro is_past_known() -%}
    case
        when window_unit = 'none' then false
        when window_unit = 'local_days'
            then {{ date_plus('known_from_date', 'window_days') }} <= local_date
        else known_from_second <= started_second - {{ window_in_seconds() }}
    end
{%- endmacro %}

{% macro is_follow_up_over() -%}
    case
        when window_unit = 'none' then false
        when window_unit = 'local_days'
            then
                {{ date_plus(clock_date(), 'window_days') }} <= last_known_date
        else {{ clock_second() }} + {{ window_in_seconds() }} <= horizon_second
    end
{%- endmacro %}

{# The window in seconds, and what it is measured from: the event's own. #}
{% macro window_in_seconds() -%}
    case when window_unit = 'reason' then window_seconds else window_length end
{%- endmacro %}

{% macro clock_second() -%}
    case when clock = 'end' then ended_second else started_second end
{%- endmacro %}

{% macro clock_date() -%}
    case when clock = 'end' then ended_date else local_date end
{%- endmacro %}

{# The kinds of events that have a role of their own, the axis being their name. #}
{% macro event_roles() %}
    {{ return(['abandoned', 'self_service', 'chaser', 'requested']) }}
{% endmacro %}

{# A role takes an event out of the log, or only out of the count. #}
{% macro is_left_out(sequence, event) -%}
    (
        {%- for role in event_roles() %}
        ({{ event }}.is_{{ role }} and {{ sequence }}.{{ role }} = 'out')
        {{- ' or' if not loop.last }}
        {%- endfor %}
    )
{%- endmacro %}

{% macro is_prior_only(sequence, event) -%}
    (
        {%- for role in event_roles() %}
        ({{ event }}.is_{{ role }} and {{ sequence }}.{{ role }} <> 'in')
        {{- ' or' if not loop.last }}
        {%- endfor %}
    )
{%- endmacro %}

{# What the rates of a definition are cut by, and the value of each. #}
{% macro definition_slices() %}
    {{ return({
        'all': "'all'",
        'reason': 'contact_reason_id',
        'first_channel': 'channel',
    }) }}
{% endmacro %}

{# What weeks are not cut by: a week of one reason is a small cell. #}
{% macro unless_weekly(column) -%}
    case when periods.period_grain <> 'week' then {{ column }} end
{%- endmacro %}
