with

counts as (

    select * from {{ ref('int_reasons_counted') }}

),

summed as (

    select
        source_name,
        month_started_on,
        {% for name in quality_count_names() %}
        cast(sum({{ name }}) as bigint) as {{ name }}
        {%- if not loop.last %},{% endif %}
        {% endfor %}

    from counts
    group by source_name, month_started_on

),

published as (

    select
        source_name,
        month_started_on,
        contact_count,
        unqualified_contact_count,
        unqualified_contact_count / nullif(contact_count, 0)
            as unqualified_share,
        predicted_contact_count,
        coded_interaction_count,
        unmapped_interaction_count,
        coded_thread_count,
        recoded_thread_count,
        recoded_thread_count / nullif(coded_thread_count, 0)
            as recoded_thread_share,
        appeared_code_count,
        vanished_code_count

    from summed

)

select * from published
