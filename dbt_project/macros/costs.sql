{# Words that the rules of costs share, each said once (method §8). #}

{# Nobody works there: the time of such an interaction is the customer's. #}
{% macro is_unattended(interaction) -%}
    {{ interaction }}.channel in ('ivr', 'bot', 'web_selfcare', 'app_selfcare')
{%- endmacro %}

{#
    One end of the 95 % interval of an amount with its standard error; z below 0 gives
    the lower one. It is on the log scale, which never goes below nothing. Only credits
    of the ledger make an amount less than nothing or its error more than `most` times
    as great; then that scale says nothing, and the interval is the plain one.
#}
{% macro amount_end(amount, error, most, z) -%}
    case
        when {{ amount }} > 0 and {{ error }} <= {{ most }} * {{ amount }}
            then {{ amount }} * exp({{ z }} * {{ error }} / {{ amount }})
        else {{ amount }} + {{ z }} * {{ error }}
    end
{%- endmacro %}

{# What a price can be for, as texts; support_level beside them is a number. #}
{% macro scope_texts() %}
    {{ return([
        'partner_name', 'site_name', 'team_name', 'channel', 'language'
    ]) }}
{% endmacro %}

{# How many keys a line of a cost file has: of those that fit the most wins. #}
{% macro key_count(line) -%}
    {% for name in scope_texts() + ['support_level', 'hours'] -%}
    case when {{ line }}.{{ name }} is null then 0 else 1 end
    {%- if not loop.last %}
    + {% endif %}
    {%- endfor %}
{%- endmacro %}

{# A line's empty keys fit anything; the others what they say. #}
{% macro fits_scope(line, scope) -%}
    {% for name in scope_texts() + ['support_level', 'hours_segment'] -%}
    (
        {{ line }}.{{ name }} is null
        or {{ line }}.{{ name }} = {{ scope }}.{{ name }}
    )
    {%- if not loop.last %}
    and {% endif %}
    {%- endfor %}
{%- endmacro %}

{# The same keys, day and piece of the week. #}
{% macro same_scope(one, other) -%}
    {% for name in scope_texts() + ['support_level', 'hours_segment', 'local_date'] -%}
    {{ one }}.{{ name }} = {{ other }}.{{ name }}
    {%- if not loop.last %}
    and {% endif %}
    {%- endfor %}
{%- endmacro %}

{#
    The line that prices a scope: of those of a file that fit on its day the one
    with most keys. Ties are refused when the file is read. `file` is a CTE of its
    lines, beside those called scopes and hours_segments; the result is the CTE
    `chosen`. Work's prices (`is_for_work`) are for channels where nobody works only
    in a line that names the channel.
#}
{% macro lines_of_scopes(file, is_for_work=false) %}
lines as (

    select
        {{ file }}.*,
        hours_segments.hours_segment,
        {{ key_count(file) }} as key_count

    from {{ file }}
    left join hours_segments
        on {{ file }}.hours = hours_segments.hours

),

fitting as (

    select
        scopes.scope_number,
        scopes.month_started_on,
        lines.*,
        max(lines.key_count) over (
            partition by scopes.scope_number
        ) as most_keys

    from scopes
    inner join lines
        on
            {{ fits_scope('lines', 'scopes') }}
            and scopes.local_date >= lines.valid_from
            and scopes.local_date < lines.valid_to
            {% if is_for_work -%}
            and (
                lines.channel is not null
                or not ({{ is_unattended('scopes') }})
            )
            {%- endif %}

),

chosen as (

    select * from fitting
    where key_count = most_keys

)
{% endmacro %}
