-- The identifiers that may tie carriers together, numbered. Phone numbers are
-- re-issued: uses more than 400 days apart are two numbers (equal still
-- belongs); an undated use, from a customer file, is of the latest. Accounts
-- take the lowest numbers, so the least of an account component is an account.

with

identifiers as (

    select * from {{ ref('int_identifiers_unioned') }}

),

guarded as (

    select * from {{ ref('int_identifiers_guarded') }}

),

uncut as (

    select identifiers.*

    from identifiers
    inner join guarded
        on
            identifiers.identifier_type = guarded.identifier_type
            and identifiers.identifier_key = guarded.identifier_key
    where guarded.cut_rule is null

),

with_gap as (

    select
        *,
        coalesce(
            identifier_type = 'phone'
            and used_second - lag(used_second) over (
                partition by identifier_type, identifier_key
                order by used_second asc nulls last, carrier_id asc
            ) > {{ days(reissue_days() | int) }},
            false
        ) as is_reissued

    from uncut

),

with_issue as (

    select
        *,
        count(case when is_reissued then 1 end) over (
            partition by identifier_type, identifier_key
            order by used_second asc nulls last, carrier_id asc
            rows between unbounded preceding and current row
        ) as issue_number

    from with_gap

),

numbered as (

    select
        carrier_id,
        identifier_type,
        identifier_key,
        used_second,
        dense_rank() over (
            order by
                case when identifier_type = 'account' then 0 else 1 end asc,
                identifier_type asc,
                identifier_key asc,
                issue_number asc
        ) as identifier_number

    from with_issue

)

select * from numbered
