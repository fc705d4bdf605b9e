-- Why customers come back for a reason, and where they go instead: the two most
-- frequent causes of its reiterations and its most frequent change of channel,
-- each with its share of the reiterations. Equals stand in alphabetical order.

with

reiterations as (

    select * from {{ ref('int_priorities_repeated') }}

),

totals as (

    select
        contact_reason_id,
        first_channel,
        count(*) as reiteration_count

    from reiterations
    group by contact_reason_id, first_channel

),

causes as (

    select
        contact_reason_id,
        first_channel,
        reiteration_cause,
        count(*) as cause_count,
        row_number() over (
            partition by contact_reason_id, first_channel
            order by count(*) desc, reiteration_cause asc
        ) as place

    from reiterations
    group by contact_reason_id, first_channel, reiteration_cause

),

switches as (

    select
        contact_reason_id,
        first_channel,
        from_channel,
        to_channel,
        count(*) as switch_count,
        row_number() over (
            partition by contact_reason_id, first_channel
            order by count(*) desc, from_channel asc, to_channel asc
        ) as place

    from reiterations
    where from_channel is not null
    group by contact_reason_id, first_channel, from_channel, to_channel

),

explained as (

    select
        totals.contact_reason_id,
        totals.first_channel,
        totals.reiteration_count,
        first_causes.reiteration_cause as first_cause,
        first_causes.cause_count / totals.reiteration_count
            as first_cause_share,
        second_causes.reiteration_cause as second_cause,
        second_causes.cause_count / totals.reiteration_count
            as second_cause_share,
        switches.from_channel as switch_from_channel,
        switches.to_channel as switch_to_channel,
        switches.switch_count / totals.reiteration_count as switch_share

    from totals
    {% for which in ['first', 'second'] %}
    left join causes as {{ which }}_causes
        on
            totals.contact_reason_id = {{ which }}_causes.contact_reason_id
            and totals.first_channel = {{ which }}_causes.first_channel
            and {{ which }}_causes.place = {{ loop.index }}
    {% endfor %}
    left join switches
        on
            totals.contact_reason_id = switches.contact_reason_id
            and totals.first_channel = switches.first_channel
            and switches.place = 1

)

select * from explained
