{# Words that several rules share, each said once (method §2). #}

{# Someone or something dealt with this leg. A hand-over by an IVR or a bot is
   no answer; one by a person is. #}
{% macro is_answering(leg) -%}
    (
        {{ leg }}.outcome in ('handled', 'self_served', 'unknown')
        or (
            {{ leg }}.outcome = 'transferred'
            and {{ leg }}.channel not in ('ivr', 'bot')
        )
    )
{%- endmacro %}

{# A message or call by which the company answers in a thread. #}
{% macro is_company_answer(interaction) -%}
    (
        {{ interaction }}.direction = 'outbound'
        and not {{ interaction }}.is_automatic
        and {{ interaction }}.outcome not in ('abandoned', 'failed')
    )
{%- endmacro %}

{% macro days(count) -%} {{ count * 86400 }} {%- endmacro %}

{# A phone number not used for longer than this was given to somebody else. #}
{% macro reissue_days() -%} 400 {%- endmacro %}

{# Of contacts identified, of costs priced, of a ledger's interactions that carry
   it: under this share a part says little of the whole. #}
{% macro least_share() %} {{ return(0.7) }} {% endmacro %}
