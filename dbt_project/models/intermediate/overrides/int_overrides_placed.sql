-- What a person decided by hand, and which contacts each line speaks of: the
-- line names an interaction by its id in the source, or by the one published.

with

reason_overrides as (

    select * from {{ ref('stg_workspace__reason_overrides') }}

),

ticket_overrides as (

    select * from {{ ref('stg_workspace__ticket_overrides') }}

),

interactions as (

    select * from {{ ref('int_interactions_contacted') }}

),

overrides as (

    select
        'reason_overrides.csv' as file_name,
        line_number,
        'reason' as action,  -- noqa: RF04, as ticket_overrides.csv calls it
        contact_reason_id,
        decided_on,
        interaction_id,
        published_interaction_id,
        null as other_interaction_id,
        null as other_published_interaction_id

    from reason_overrides

    union all

    select
        'ticket_overrides.csv' as file_name,
        line_number,
        action,
        null as contact_reason_id,
        decided_on,
        interaction_id,
        published_interaction_id,
        other_interaction_id,
        other_published_interaction_id

    from ticket_overrides

),

named as (

    {% set ids = [
        'interaction_id', 'published_interaction_id', 'other_interaction_id',
        'other_published_interaction_id',
    ] %}
    {% for id in ids %}
    select
        file_name,
        line_number,
        {{ id.startswith('other') }} as is_other,
        {{ id }} as interaction_id

    from overrides
    {% if not loop.last %}
    union all
    {% endif %}
    {% endfor %}

),

found as (

    select
        named.file_name,
        named.line_number,
        named.is_other,
        max(interactions.interaction_number) as interaction_number,
        max(interactions.contact_root_number) as contact_root_number,
        max(interactions.customer_number) as customer_number

    from named
    inner join interactions
        on named.interaction_id = interactions.interaction_id
    group by named.file_name, named.line_number, named.is_other

),

placed as (

    select
        overrides.file_name,
        overrides.line_number,
        overrides.action,
        overrides.contact_reason_id,
        overrides.decided_on,
        ones.interaction_number,
        ones.contact_root_number,
        ones.customer_number,
        other_ones.interaction_number as other_interaction_number,
        other_ones.contact_root_number as other_contact_root_number,
        other_ones.customer_number as other_customer_number

    from overrides
    left join found as ones
        on
            overrides.file_name = ones.file_name
            and overrides.line_number = ones.line_number
            and not ones.is_other
    left join found as other_ones
        on
            overrides.file_name = other_ones.file_name
            and overrides.line_number = other_ones.line_number
            and other_ones.is_other

)

select * from placed
