-- Sums that must agree across marts, in one row.
select
    'all marts' as place,
    interactions.*,
    contacts.*,
    tickets.*,
    customers.*,
    (
        select cast(sum(switch_count) as bigint) from marts.channel_switches
    ) as switches_by_channel,
    (
        select cast(sum(interaction_count) as bigint)
        from marts.identity_coverage
    ) as interactions_by_coverage,
    (
        select cast(sum(contact_count) as bigint) from marts.identity_coverage
    ) as contacts_by_coverage,
    (
        select cast(sum(interaction_count) as bigint) from marts.sources
    ) as interactions_by_source,
    (
        select cast(sum(ticket_count) as bigint) from marts.reiteration_rates
        where
            definition_id = 'once_and_done'
            and slice = 'all' and period_grain = 'month'
    ) as tickets_by_month,
    (
        select cast(sum(ticket_count) as bigint) from marts.reiteration_rates
        where
            definition_id = 'once_and_done'
            and slice = 'all' and period_grain = 'week'
    ) as tickets_by_week,
    (
        select count(*)
        from marts.tickets
        anti join marts.contact_reasons using (contact_reason_id)
    ) as unlisted_reason_count,
    (
        select count(*)
        from marts.tickets anti join marts.customers using (customer_id)
    ) as unlisted_customer_count

from (
    select
        count(*) as interactions_in_all,
        count(ticket_id) as interactions_with_ticket,
        count(contact_id) as interactions_with_contact,
        count(customer_id) as interactions_with_customer,
        round(sum(cost_amount) filter (ticket_id is not null), 2)::double
            as cost_of_ticketed_interactions
    from marts.interactions
) as interactions
cross join (
    select
        count(*) as contacts_in_all,
        count(ticket_id) as contacts_with_ticket,
        count(customer_id) as contacts_with_customer,
        cast(sum(leg_count) as bigint) as legs_by_contact,
        count(*) filter (is_reiteration) as reiterations_by_contact
    from marts.contacts
) as contacts
cross join (
    select
        count(*) as tickets_in_all,
        cast(sum(interaction_count) as bigint) as interactions_by_ticket,
        cast(sum(contact_count) as bigint) as contacts_by_ticket,
        cast(sum(reiteration_count) as bigint) as reiterations_by_ticket,
        cast(sum(channel_switch_count) as bigint) as switches_by_ticket,
        round(sum(cost_to_resolve_amount), 2)::double as cost_of_tickets
    from marts.tickets
) as tickets
cross join (
    select
        cast(sum(ticket_count) as bigint) as tickets_by_customer,
        cast(sum(contact_count) as bigint) as contacts_by_customer,
        cast(sum(interaction_count) as bigint) as interactions_by_customer
    from marts.customers
) as customers
