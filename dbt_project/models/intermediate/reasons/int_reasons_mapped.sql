-- What each source's code means on the day: the source's own line before that
-- of any source (`*`). Without a mapping file a code is a reason of its own,
-- `<source>:<code>`. A back-office code may map to `*`: it follows the open
-- ticket.

with

interactions as (

    select * from {{ ref('int_interactions_unioned') }}

),

contact_reason_mappings as (

    select * from {{ ref('stg_workspace__contact_reason_mappings') }}

),

settings as (

    select * from {{ ref('stg_workspace__settings') }}

),

coded as (

    select
        interaction_number,
        source_name,
        source_reason_code,
        local_date

    from interactions
    where source_reason_code <> ''

),

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
            coded.source_reason_code
            = contact_reason_mappings.source_reason_code
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
        coded.source_name || ':' || coded.source_reason_code
            as mapped_reason_id

    from coded
    cross join settings
    where not settings.has_contact_reason_mappings

)

select * from mapped
