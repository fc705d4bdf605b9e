with

cut as (

    select * from {{ ref('int_identifiers_cut') }}

),

identifiers as (

    select * from {{ ref('int_identifiers_unioned') }}

),

interactions as (

    select * from {{ ref('int_interactions_costed') }}

),

left_without_customer as (

    select
        identifiers.identifier_type,
        identifiers.identifier_key,
        count(*) as unidentified_interaction_count

    from identifiers
    inner join cut
        on
            identifiers.identifier_type = cut.identifier_type
            and identifiers.identifier_key = cut.identifier_key
    inner join interactions
        on identifiers.carrier_id = interactions.interaction_id
    where interactions.customer_id is null
    group by identifiers.identifier_type, identifiers.identifier_key

),

published as (

    select
        row_number() over (
            order by
                cut.interaction_count desc,
                cut.account_count desc,
                cut.identifier_type asc,
                cut.identifier_key asc
        ) as position_number,
        cut.identifier_type,
        cut.identifier_key,
        cut.cut_rule,
        cut.limit_count,
        cut.account_count,
        cut.interaction_count,
        coalesce(left_without_customer.unidentified_interaction_count, 0)
            as unidentified_interaction_count,
        cut.customer_row_count,
        cut.max_daily_contact_count,
        cut.busiest_date,
        cut.max_gap_days,
        {{ timestamp_of('cut.first_used_second') }} as first_used_at,
        {{ timestamp_of('cut.last_used_second') }} as last_used_at,
        cut.last_interaction_id

    from cut
    left join left_without_customer
        on
            cut.identifier_type = left_without_customer.identifier_type
            and cut.identifier_key = left_without_customer.identifier_key

)

select * from published
