with

contacts as (

    select * from {{ ref('int_contacts_caused') }}
    where is_reiteration

),

tickets as (

    select * from {{ ref('int_tickets_opened') }}

),

reiterations as (

    select
        tickets.contact_reason_id,
        contacts.previous_channel as from_channel,
        contacts.channel as to_channel,
        contacts.seconds_since_previous,
        count(*) over (
            partition by tickets.contact_reason_id
        ) as reason_reiteration_count

    from contacts
    inner join tickets
        on contacts.ticket_root_number = tickets.ticket_root_number

),

published as (

    select
        contact_reason_id,
        from_channel,
        to_channel,
        count(*) as switch_count,
        count(*) / max(reason_reiteration_count) as share_of_reiterations,
        cast(median(seconds_since_previous) as double)
            as median_seconds_between

    from reiterations
    where from_channel <> to_channel
    group by contact_reason_id, from_channel, to_channel

)

select * from published
