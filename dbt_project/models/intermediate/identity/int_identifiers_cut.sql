-- What the guards cut, with its evidence. A phone number that was re-issued is
-- cut in time only: each issue of it still ties together whoever used it.

with

identifiers as (

    select * from {{ ref('int_identifiers_unioned') }}

),

guarded as (

    select * from {{ ref('int_identifiers_guarded') }}

),

identifiers_used as (

    select * from {{ ref('int_identifiers_used') }}

),

settings as (

    select * from {{ ref('stg_workspace__settings') }}

),

reissued as (

    select
        identifier_type,
        identifier_key

    from identifiers_used
    where identifier_type = 'phone'
    group by identifier_type, identifier_key
    having min(identifier_number) < max(identifier_number)

),

cut as (

    select
        guarded.identifier_type,
        guarded.identifier_key,
        guarded.account_count,
        guarded.max_daily_contact_count,
        coalesce(guarded.cut_rule, 'reissued') as cut_rule,
        case
            when guarded.cut_rule = 'max_group_size'
                then settings.max_group_size
            when guarded.cut_rule = 'max_daily_contacts'
                then settings.max_daily_contacts
            when guarded.cut_rule is null then {{ reissue_days() }}
        end as limit_count

    from guarded
    cross join settings
    left join reissued
        on
            guarded.identifier_type = reissued.identifier_type
            and guarded.identifier_key = reissued.identifier_key
    where
        guarded.cut_rule is not null
        or reissued.identifier_key is not null

),

uses as (

    select
        identifiers.*,
        identifiers.used_second - lag(identifiers.used_second) over (
            partition by identifiers.identifier_type, identifiers.identifier_key
            order by
                identifiers.used_second asc nulls last,
                identifiers.carrier_id asc
        ) as gap_seconds,
        row_number() over (
            partition by identifiers.identifier_type, identifiers.identifier_key
            order by
                identifiers.used_second desc nulls last,
                identifiers.carrier_id asc
        ) as rank_from_end

    from identifiers
    inner join cut
        on
            identifiers.identifier_type = cut.identifier_type
            and identifiers.identifier_key = cut.identifier_key

),

busiest_days as (

    select
        identifier_type,
        identifier_key,
        used_date,
        row_number() over (
            partition by identifier_type, identifier_key
            order by count(distinct attempt_key) desc, used_date asc
        ) as day_rank

    from uses
    where attempt_key is not null
    group by identifier_type, identifier_key, used_date

),

counted as (

    select
        identifier_type,
        identifier_key,
        count(used_second) as interaction_count,
        count(*) - count(used_second) as customer_row_count,
        min(used_second) as first_used_second,
        max(used_second) as last_used_second,
        max(
            case
                when rank_from_end = 1 and used_second is not null
                    then carrier_id
            end
        ) as last_interaction_id,
        max(gap_seconds) / {{ days(1) }} as max_gap_days

    from uses
    group by identifier_type, identifier_key

),

with_evidence as (

    select
        cut.identifier_type,
        cut.identifier_key,
        cut.cut_rule,
        cut.limit_count,
        cut.account_count,
        cut.max_daily_contact_count,
        busiest_days.used_date as busiest_date,
        counted.interaction_count,
        counted.customer_row_count,
        counted.first_used_second,
        counted.last_used_second,
        counted.last_interaction_id,
        counted.max_gap_days

    from cut
    inner join counted
        on
            cut.identifier_type = counted.identifier_type
            and cut.identifier_key = counted.identifier_key
    left join busiest_days
        on
            cut.identifier_type = busiest_days.identifier_type
            and cut.identifier_key = busiest_days.identifier_key
            and busiest_days.day_rank = 1

)

select * from with_evidence
