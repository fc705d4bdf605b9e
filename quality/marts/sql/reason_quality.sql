-- The whole mart beside the contacts it counts, by source and month.
with

contacts as (

    select
        source_name,
        cast(date_trunc('month', local_date) as date) as month_started_on,
        count(*) as contact_count,
        count(*) filter (contact_reason_id = 'unqualified') as unqualified_count,
        count(*) filter (reason_rule = 'predicted') as predicted_count

    from marts.contacts
    group by all

)

select
    source_name || ' ' || strftime(month_started_on, '%Y-%m') as place,
    source_name,
    strftime(month_started_on, '%Y-%m-%d') as month_started_on,
    coalesce(quality.contact_count, 0) as contact_count,
    coalesce(contacts.contact_count, 0) as contacts_in_contacts,
    coalesce(quality.unqualified_contact_count, 0) as unqualified_count,
    coalesce(contacts.unqualified_count, 0) as unqualified_in_contacts,
    coalesce(quality.predicted_contact_count, 0) as predicted_count,
    coalesce(contacts.predicted_count, 0) as predicted_in_contacts,
    cast(
        coalesce(
            least(
                unqualified_contact_count, unmapped_interaction_count,
                recoded_thread_count, appeared_code_count, vanished_code_count
            ) < 0
            or unmapped_interaction_count > coded_interaction_count
            or recoded_thread_count > coded_thread_count,
            false
        ) as integer
    ) as out_of_range_count,
    cast(
        coalesce(
            (unqualified_share is null) <> (quality.contact_count = 0)
            or (recoded_thread_share is null) <> (coded_thread_count = 0)
            or abs(
                unqualified_share * quality.contact_count
                - unqualified_contact_count
            ) > 1e-6
            or abs(
                recoded_thread_share * coded_thread_count - recoded_thread_count
            ) > 1e-6,
            false
        ) as integer
    ) as share_wrong_count

from marts.reason_quality as quality
full join contacts using (source_name, month_started_on)
