-- The whole mart beside the interactions and contacts that carry each code, and
-- beside the months of reason_quality. Codes are the sources' own words: hashed.
with

carriers as (

    select
        source_name,
        source_reason_code,
        count(*) as interaction_count,
        count(distinct md5_number(contact_id)) as contact_count

    from marts.interactions
    where source_reason_code <> ''
    group by all

),

months as (

    select
        source_name,
        sum(coded_interaction_count) as coded_count,
        sum(unmapped_interaction_count) as unmapped_count,
        sum(appeared_code_count) as appeared_count,
        sum(vanished_code_count) as vanished_count

    from marts.reason_quality
    group by source_name

)

select
    source_name || ' ' || left(sha256(source_reason_code), 12) as place,
    source_name,
    left(sha256(source_reason_code), 12) as source_reason_code,
    coalesce(codes.interaction_count, 0) as interaction_count,
    coalesce(carriers.interaction_count, 0) as interactions_in_interactions,
    coalesce(codes.contact_count, 0) as contact_count,
    coalesce(carriers.contact_count, 0) as contacts_in_interactions,
    cast(
        coalesce(
            codes.interaction_count < 1
            or codes.contact_count > codes.interaction_count
            or unmapped_interaction_count
            not between unmapped_contact_count and codes.interaction_count
            or unmapped_contact_count not between 0 and codes.contact_count
            or first_seen_on > last_seen_on
            or ((is_appeared or is_vanished) and codes.interaction_count < 5),
            false
        ) as integer
    ) as out_of_range_count,
    cast(
        contact_reason_id
        not in (select contact_reason_id from marts.contact_reasons)
        and contact_reason_id <> '*' as integer
    ) as unlisted_reason_count,
    cast(
        sum(codes.interaction_count) over source <> coded_count
        or sum(unmapped_interaction_count) over source <> unmapped_count
        or count_if(is_appeared) over source <> appeared_count
        or count_if(is_vanished) over source <> vanished_count as integer
    ) as month_wrong_count

from marts.source_reason_codes as codes
full join carriers using (source_name, source_reason_code)
left join months using (source_name)
window source as (partition by source_name)
