-- What a classifier read from the text, where it is sure enough: the code that it
-- predicts with at least the confidence that its source asks for, equal included,
-- mapped like the codes of its source. Without confidence it is none.

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

sources as (

    select * from {{ ref('stg_workspace__sources') }}

),

coded as (

    select
        interactions.interaction_number,
        interactions.source_name,
        interactions.predicted_reason_code as reason_code,
        interactions.local_date

    from interactions
    inner join sources
        on interactions.source_name = sources.source_name
    where
        interactions.predicted_reason_code <> ''
        and interactions.predicted_reason_confidence
        >= sources.predicted_reason_threshold

),

{{ meanings_of_codes() }}

select * from mapped
