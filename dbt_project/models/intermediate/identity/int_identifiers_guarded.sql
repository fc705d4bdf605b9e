-- Guards: an identifier that too many share ties nobody together. Cut are those
-- the workspace ignores, and e-mails, phones, devices and handles on more than
-- max_group_size accounts or in more than max_daily_contacts contact attempts
-- on one local day. An account is never cut.

with

identifiers as (

    select * from {{ ref('int_identifiers_unioned') }}

),

ignored_identifiers as (

    select * from {{ ref('stg_workspace__ignored_identifiers') }}

),

settings as (

    select * from {{ ref('stg_workspace__settings') }}

),

accounts_of_carriers as (

    select distinct
        carrier_id,
        identifier_key as account_key

    from identifiers
    where identifier_type = 'account'

),

counted_accounts as (

    select
        identifiers.identifier_type,
        identifiers.identifier_key,
        count(distinct accounts_of_carriers.account_key) as account_count

    from identifiers
    left join accounts_of_carriers
        on identifiers.carrier_id = accounts_of_carriers.carrier_id
    group by identifiers.identifier_type, identifiers.identifier_key

),

attempts_by_day as (

    select
        identifier_type,
        identifier_key,
        count(distinct attempt_key) as attempt_count

    from identifiers
    where attempt_key is not null
    group by identifier_type, identifier_key, used_date

),

busiest_days as (

    select
        identifier_type,
        identifier_key,
        max(attempt_count) as max_daily_contact_count

    from attempts_by_day
    group by identifier_type, identifier_key

),

ignored as (

    select distinct
        identifier_type,
        identifier_key

    from ignored_identifiers

),

guarded as (

    select
        counted_accounts.identifier_type,
        counted_accounts.identifier_key,
        counted_accounts.account_count,
        coalesce(busiest_days.max_daily_contact_count, 0)
            as max_daily_contact_count,
        case
            when ignored.identifier_key is not null then 'ignored'
            when
                counted_accounts.identifier_type
                not in ('email', 'phone', 'device', 'social')
                then null
            when counted_accounts.account_count > settings.max_group_size
                then 'max_group_size'
            when
                busiest_days.max_daily_contact_count
                > settings.max_daily_contacts
                then 'max_daily_contacts'
        end as cut_rule

    from counted_accounts
    cross join settings
    left join busiest_days
        on
            counted_accounts.identifier_type = busiest_days.identifier_type
            and counted_accounts.identifier_key = busiest_days.identifier_key
    left join ignored
        on
            counted_accounts.identifier_type = ignored.identifier_type
            and counted_accounts.identifier_key = ignored.identifier_key

)

select * from guarded
