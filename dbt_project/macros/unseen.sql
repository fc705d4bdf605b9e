{#
    What is not seen: contacts whose customer or reason nobody noted, or noted wrong.
    The two figures of an estimate: `estimated`, and `estimated_more`, which takes
    repeats to be one standard error more often, for the range.
#}
{% macro estimates() %}
    {{ return({'estimated': 0, 'estimated_more': 1}) }}
{% endmacro %}

{# The greatest number of expected contacts of which the excess is estimated. #}
{% macro greatest_expected() %}
    {{ return(9) }}
{% endmacro %}

{#
    The contacts beyond the expected ones that stand behind `count` seen of a ticket,
    where each of its contacts is seen with the chance `seen`, without bias. Of n
    contacts k are seen, so the expectation of f(k) is a sum over k of C(n, k) seen^k
    (1 - seen)^(n-k) f(k); solved for max(n - expected, 0), f is
        k / seen - expected
        + sum over j < expected of (expected - j) C(k, j) seen^-j (-(1 - seen) / seen)^(k - j).
    For one expected contact a pair seen stands for 1 / seen² reiterations. It is 0 up
    to the expected contacts.
#}
{% macro excess_behind(count, seen, expected) -%}
    (
        {{ count }} / {{ seen }} - {{ expected }}
        {% for j in range(greatest_expected()) %}
        + case
            when {{ expected }} > {{ j }} and {{ count }} >= {{ j }}
                then
                    ({{ expected }} - {{ j }})
                    {% for i in range(j) -%}
                    * ({{ count }} - {{ i }}) / {{ i + 1 }}
                    {% endfor -%}
                    * power({{ seen }}, -{{ j }})
                    * power((1 - {{ seen }}) / {{ seen }}, {{ count }} - {{ j }})
                    * case
                        when ({{ count }} - {{ j }}) % 2 = 0 then 1 else -1
                    end
            else 0
        end
        {% endfor %}
    )
{%- endmacro %}

{#
    What may be concluded from a double coding: `concluded`, or why nothing. Of
    int_codings_compared and int_repeats_corrected.
#}
{% macro coding_conclusion(compared, corrected) -%}
    case
            when {{ compared }}.item_count = 0 then 'no_sample'
            when {{ compared }}.item_count < 100 then 'sample_too_small'
            when
                coalesce(
                    {{ compared }}.kappa
                    - 1.959963984540054 * {{ compared }}.kappa_error < 0.4,
                    true
                )
                then 'agreement_too_low'
            when {{ corrected }}.customer_count < 30 then 'too_few_customers'
            when
                coalesce(
                    {{ corrected }}.corrected_rate
                    not between 0 and {{ corrected }}.followed_rate,
                    true
                )
                then 'assumptions_fail'
            else 'concluded'
        end
{%- endmacro %}
