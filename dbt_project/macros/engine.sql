{# What DuckDB and Spark write differently, each in one place. #}

{# Whole seconds since 1970 of a UTC timestamp: rules compare integers. #}
{% macro epoch_seconds(column) -%}
    {{ adapter.dispatch('epoch_seconds')(column) }}
{%- endmacro %}

{% macro duckdb__epoch_seconds(column) -%}
    cast(epoch_us({{ column }}) // 1000000 as bigint)
{%- endmacro %}

{# The UTC timestamp of whole seconds since 1970. #}
{% macro timestamp_of(seconds) -%}
    {{ adapter.dispatch('timestamp_of')(seconds) }}
{%- endmacro %}

{% macro duckdb__timestamp_of(seconds) -%}
    cast(make_timestamp({{ seconds }} * 1000000) as timestamp)
{%- endmacro %}

{# Ids are pure functions of the data: 16 hex digits of SHA-256. #}
{% macro short_id(text) -%}
    {{ adapter.dispatch('short_id')(text) }}
{%- endmacro %}

{% macro duckdb__short_id(text) -%}
    left(sha256({{ text }}), 16)
{%- endmacro %}

{# The date some whole days later. #}
{% macro date_plus(date, days) -%}
    {{ adapter.dispatch('date_plus')(date, days) }}
{%- endmacro %}

{% macro duckdb__date_plus(date, days) -%}
    ({{ date }} + ({{ days }}))
{%- endmacro %}

{# SHA-256 of a text as 64 lower-case hex digits. #}
{% macro digest(text) -%}
    {{ adapter.dispatch('digest')(text) }}
{%- endmacro %}

{% macro duckdb__digest(text) -%}
    sha256({{ text }})
{%- endmacro %}

{# Day of the week of a date: 1 is Monday, 7 Sunday. #}
{% macro weekday(date) -%}
    {{ adapter.dispatch('weekday')(date) }}
{%- endmacro %}

{% macro duckdb__weekday(date) -%}
    cast(isodow({{ date }}) as integer)
{%- endmacro %}

{#
    The part of an amount that falls to the first `part` of `whole`, cut at the sixth
    decimal in whole numbers: shares of parts that follow each other add up to the
    amount exactly, on any engine and in any order of reading. Millionths of twelve
    figures want more room than the amount's own type has.
#}
{% macro cumulated_share(amount, part, whole) -%}
    {{ adapter.dispatch('cumulated_share')(amount, part, whole) }}
{%- endmacro %}

{% macro duckdb__cumulated_share(amount, part, whole) -%}
    cast(
        cast(
            cast(cast({{ amount }} as decimal(24, 6)) * 1000000 as hugeint)
            * cast({{ part }} as hugeint) // cast({{ whole }} as hugeint)
            as decimal(24, 0)
        ) * cast(0.000001 as decimal(7, 6)) as decimal(24, 6)
    )
{%- endmacro %}

{#
    The sum of figures of any size, added from the least to the greatest: the same
    in whatever order they are read.
#}
{% macro ordered_sum(figure) -%}
    {{ adapter.dispatch('ordered_sum')(figure) }}
{%- endmacro %}

{% macro duckdb__ordered_sum(figure) -%}
    sum({{ figure }} order by {{ figure }})
{%- endmacro %}

{# The value under which a share of a column's values lies, between two of them. #}
{% macro value_at_share(column, share) -%}
    {{ adapter.dispatch('value_at_share')(column, share) }}
{%- endmacro %}

{% macro duckdb__value_at_share(column, share) -%}
    quantile_cont({{ column }}, {{ share }})
{%- endmacro %}
