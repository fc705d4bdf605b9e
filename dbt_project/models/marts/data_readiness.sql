-- Which prerequisites of the method the data meet, what follows from it, and
-- what to do next; each is written down in the macro `prerequisites`.

with

measured as (

    select * from {{ ref('int_readiness_measured') }}

),

judged as (

    {% for prerequisite in prerequisites() %}
    select
        {{ loop.index }} as position_number,
        '{{ prerequisite.name }}' as prerequisite,
        coalesce({{ prerequisite.met }}, false) as is_met,
        cast({{ prerequisite.share }} as double) as measured_share,
        '{{ prerequisite.measured[0] }}' as measured_en,
        '{{ prerequisite.measured[1] }}' as measured_fr,
        '{{ prerequisite.yes[0] }}' as met_conclusion_en,
        '{{ prerequisite.yes[1] }}' as met_conclusion_fr,
        '{{ prerequisite.no[0] }}' as unmet_conclusion_en,
        '{{ prerequisite.no[1] }}' as unmet_conclusion_fr,
        '{{ prerequisite.next[0] }}' as next_step_en,
        '{{ prerequisite.next[1] }}' as next_step_fr

    from measured
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

),

published as (

    select
        position_number,
        prerequisite,
        is_met,
        measured_share,
        measured_en,
        measured_fr,
        case when is_met then met_conclusion_en else unmet_conclusion_en end
            as conclusion_en,
        case when is_met then met_conclusion_fr else unmet_conclusion_fr end
            as conclusion_fr,
        next_step_en,
        next_step_fr

    from judged

)

select * from published
