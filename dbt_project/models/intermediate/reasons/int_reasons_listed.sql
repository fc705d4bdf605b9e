-- Every reason a contact can have, with the window and the number of contacts
-- its process needs: those of contact_reasons.csv, those only named by a
-- mapping or a decision by hand, `unqualified`, and without a mapping file
-- each source's codes, those predicted too.

with

contact_reasons as (

    select * from {{ ref('stg_workspace__contact_reasons') }}

),

contact_reason_mappings as (

    select * from {{ ref('stg_workspace__contact_reason_mappings') }}

),

reasons_mapped as (

    select * from {{ ref('int_reasons_mapped') }}

),

reasons_predicted as (

    select * from {{ ref('int_reasons_predicted') }}

),

reason_overrides as (

    select * from {{ ref('stg_workspace__reason_overrides') }}

),

settings as (

    select * from {{ ref('stg_workspace__settings') }}

),

named as (

    select contact_reason_id from contact_reasons
    union distinct
    select contact_reason_id from contact_reason_mappings
    union distinct
    select mapped_reason_id as contact_reason_id from reasons_mapped
    union distinct
    select mapped_reason_id as contact_reason_id from reasons_predicted
    union distinct
    select contact_reason_id from reason_overrides
    union distinct
    select 'unqualified' as contact_reason_id

),

listed as (

    select
        named.contact_reason_id,
        coalesce(
            contact_reasons.contact_reason_name_en, named.contact_reason_id
        ) as contact_reason_name_en,
        coalesce(
            contact_reasons.contact_reason_name_fr, named.contact_reason_id
        ) as contact_reason_name_fr,
        contact_reasons.reason_group,
        contact_reasons.journey_step,
        contact_reasons.owner,
        contact_reasons.treatment,
        coalesce(
            contact_reasons.expected_contacts, settings.expected_contacts
        ) as expected_contacts,
        coalesce(
            contact_reasons.reiteration_window_days,
            settings.reiteration_window_days
        ) as reiteration_window_days,
        coalesce(
            contact_reasons.reiteration_window_days,
            settings.reiteration_window_days
        ) * 86400 as window_seconds

    from named
    cross join settings
    left join contact_reasons
        on named.contact_reason_id = contact_reasons.contact_reason_id
    where named.contact_reason_id <> '*'

)

select * from listed
