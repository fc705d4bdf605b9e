{#
    What each code means on its day: the source's own line before that of any
    source (`*`). Without a mapping file a code is a reason of its own,
    `<source>:<code>`. The CTE `coded` has interaction_number, source_name,
    reason_code and local_date; the result is the CTE `mapped`.
#}
{% macro meanings_of_codes() %}
candidates as (

    select
        coded.interaction_number,
        contact_reason_mappings.contact_reason_id,
        row_number() over (
            partition by coded.interaction_number
            order by
                case
                    when contact_reason_mappings.source_name = '*' then 1
                    else 0
                end
        ) as candidate_rank

    from coded
    inner join contact_reason_mappings
        on
            coded.reason_code = contact_reason_mappings.source_reason_code
            and (
                coded.source_name = contact_reason_mappings.source_name
                or contact_reason_mappings.source_name = '*'
            )
            and coded.local_date >= contact_reason_mappings.valid_from
            and coded.local_date < contact_reason_mappings.valid_to

),

mapped as (

    select
        interaction_number,
        contact_reason_id as mapped_reason_id

    from candidates
    where candidate_rank = 1

    union all

    select
        coded.interaction_number,
        coded.source_name || ':' || coded.reason_code as mapped_reason_id

    from coded
    cross join settings
    where not settings.has_contact_reason_mappings

)
{% endmacro %}
