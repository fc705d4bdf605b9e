-- The interval is that of every share: Wilson's, customers repeating (rates).

{% set z = 1.959963984540054 %}

with

distributed as (

    select * from {{ ref('int_contacts_distributed') }}

),

reasons as (

    select * from {{ ref('contact_reasons') }}

),

shared as (

    select
        *,
        ticket_count / reason_ticket_count as ticket_share,
        within_count / reason_ticket_count as within_share

    from distributed

),

varied as (

    select
        *,
        customer_count / nullif(customer_count - 1, 0)
        * greatest(
            within_squared
            - 2 * within_share * within_by_tickets
            + within_share * within_share * tickets_squared,
            0
        )
        / (cast(reason_ticket_count as double) * reason_ticket_count)
            as variance

    from shared

),

effective as (

    select
        *,
        case
            when within_share = 1 or customer_count < 2
                then cast(customer_count as double)
            when variance = 0 then cast(reason_ticket_count as double)
            else
                least(
                    reason_ticket_count,
                    within_share * (1 - within_share) / variance
                )
        end as effective_count

    from varied

),

published as (

    select
        effective.contact_reason_id,
        cast(effective.contact_count as bigint) as contact_count,
        reasons.expected_contacts,
        effective.ticket_count,
        effective.reason_ticket_count,
        effective.ticket_share,
        effective.within_share,
        {{ settled(wilson('within_share', 'effective_count', -z)) }}
            as within_share_low,
        {{ settled(wilson('within_share', 'effective_count', z)) }}
            as within_share_high,
        effective.contact_count <= reasons.expected_contacts
            as is_within_expected,
        effective.reason_ticket_count < 30
        or effective.customer_count < 30 as is_small_cell

    from effective
    inner join reasons
        on effective.contact_reason_id = reasons.contact_reason_id

)

select * from published
