-- A year's tickets contact by contact, as int_tickets_worked has them, each with what
-- stands behind it of contacts that are not seen (factors of 1 and more, mostly):
-- `contact_factor` of contacts and their work, by how many of their channel are in a
-- ticket; `excess_factor` of those beyond the expected ones; `first_factor` of first
-- ones, so that first ones and reiterations together are all; `internal_factor` of
-- internal work, the lesser of what contacts and what work without a ticket say.
-- One row per row of int_tickets_worked, estimate and number of contacts expected.

with

worked as (

    select * from {{ ref('int_tickets_worked') }}

),

tickets_unseen as (

    select * from {{ ref('int_tickets_unseen') }}

),

reasons_seen as (

    select * from {{ ref('int_reasons_seen') }}

),

work_seen as (

    select * from {{ ref('int_work_seen') }}

),

contacts as (

    select
        contacts_ticketed.ticket_root_number,
        contacts_ticketed.contact_number,
        channels.ticketed_share,
        greatest(channels.identified_share, {{ least_share() }})
            as identified_share

    from {{ ref('int_contacts_ticketed') }} as contacts_ticketed
    inner join {{ ref('int_contacts_classified') }} as classified
        on
            contacts_ticketed.contact_root_number
            = classified.contact_root_number
    inner join {{ ref('int_channels_seen') }} as channels
        on classified.channel = channels.channel

),

weighed as (

    select
        worked.*,
        reasons_seen.estimate,
        coalesce(1 / nullif(contacts.ticketed_share, 0), 1) as contact_factor,
        coalesce(
            reasons_seen.identified_share / contacts.identified_share, 1
        ) as channel_factor

    from worked
    inner join reasons_seen
        on worked.contact_reason_id = reasons_seen.contact_reason_id
    left join contacts
        on
            worked.ticket_root_number = contacts.ticket_root_number
            and worked.contact_number = contacts.contact_number

),

reasons as (

    select
        weighed.contact_reason_id,
        weighed.estimate,
        {{ exact_sum('weighed.contact_count * weighed.contact_factor') }}
        / nullif(sum(weighed.contact_count), 0) as contacts_factor,
        (
            {{ exact_sum('weighed.contact_count * weighed.contact_factor') }}
            - {{ exact_sum(
                'case when weighed.contact_number > 1'
                ~ ' then weighed.contact_count * weighed.channel_factor'
                ~ ' * tickets_unseen.excess_factor else 0 end'
            ) }}
        )
        / nullif(
            sum(
                case
                    when weighed.contact_number = 1 then weighed.contact_count
                    else 0
                end
            ), 0
        ) as first_factor

    from weighed
    inner join tickets_unseen
        on
            weighed.ticket_root_number = tickets_unseen.ticket_root_number
            and weighed.estimate = tickets_unseen.estimate
    where tickets_unseen.expected_contacts = 1
    group by weighed.contact_reason_id, weighed.estimate

),

factored as (

    select
        weighed.*,
        tickets_unseen.expected_contacts,
        weighed.channel_factor * tickets_unseen.excess_factor as excess_factor,
        greatest(reasons.first_factor, 0) as first_factor,
        least(
            reasons.contacts_factor,
            coalesce(
                1 / nullif(work_seen.ticketed_share, 0), reasons.contacts_factor
            )
        ) as internal_factor

    from weighed
    cross join work_seen
    inner join tickets_unseen
        on
            weighed.ticket_root_number = tickets_unseen.ticket_root_number
            and weighed.estimate = tickets_unseen.estimate
    inner join reasons
        on
            weighed.contact_reason_id = reasons.contact_reason_id
            and weighed.estimate = reasons.estimate

)

select * from factored
