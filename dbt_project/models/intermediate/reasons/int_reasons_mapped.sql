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
        source_reason_code as reason_code,
        local_date

    from interactions
    where source_reason_code <> ''

),

{{ meanings_of_codes() }}

select * from mapped
