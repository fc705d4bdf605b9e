"""Faults of marts that count what came in."""

from tests.quality.planting import double, remove, update


def activity(change):
    return update("channel_activity", "month_started_on", change)


def sizes(change):
    """Change what billing's tickets of one contact are said to be."""
    return (
        f"update marts.contact_count_distribution set {change} "
        "where contact_reason_id = 'billing' and contact_count = 1"
    )


def containment(change):
    return f"update marts.self_care_containment set {change}"


def contact_rate(change=""):
    """Add a row of March 2025, right for 400 active customers but for the change."""
    good = (
        "select date '2025-03-01' as month_started_on, 'all' as customer_segment, "
        "400 as active_customer_count, count(*) as contact_count, "
        "count(*) filter (is_reiteration) as reiteration_count, "
        "1000 * contact_count / 400 as contacts_per_1000_customers, "
        "contacts_per_1000_customers as contacts_per_1000_customers_low, "
        "contacts_per_1000_customers as contacts_per_1000_customers_high, "
        "1000 * reiteration_count / 400 as reiterations_per_1000_customers, "
        "reiterations_per_1000_customers as reiterations_per_1000_customers_low, "
        "reiterations_per_1000_customers as reiterations_per_1000_customers_high, "
        "false as is_small_cell, false as is_provisional "
        "from marts.contacts where date_trunc('month', local_date) = '2025-03-01'"
    )
    return (
        "insert into marts.contact_rates by name "
        f"select * replace ({change or 'false as is_small_cell'}) from ({good})"
    )


ACTIVITY = {
    "channel_activity.key": double("channel_activity", "month_started_on"),
    "channel_activity.contacts": activity("contact_count = contact_count + 1"),
    "channel_activity.served": "update marts.channel_activity "
    "set served_contact_count = 0",
    "channel_activity.reiterations": "update marts.channel_activity "
    "set reiteration_count = 0",
    "channel_activity.counts": activity("abandoned_contact_count = contact_count + 1"),
    "channel_activity.hours": activity("hour_number = 24"),
    "channel_activity.seconds": activity(
        "waiting_known_contact_count = 0, waiting_seconds = 1"
    ),
    "contact_count_distribution.key": double(
        "contact_count_distribution", "contact_reason_id"
    ),
    "contact_count_distribution.counts": sizes("ticket_count = ticket_count + 1"),
    "contact_count_distribution.shares": sizes("ticket_share = ticket_share + 0.01"),
    "contact_count_distribution.intervals": sizes(
        "within_share_low = within_share + 0.01"
    ),
    "contact_count_distribution.expected": sizes("expected_contacts = 4"),
    "contact_count_distribution.small_cells": sizes(
        "reason_ticket_count = 29, is_small_cell = false"
    ),
    "self_care_containment.key": double("self_care_containment", "month_started_on"),
    "self_care_containment.begun": containment(
        "self_care_start_count = self_care_start_count + 1"
    ),
    "self_care_containment.ended": containment(
        "self_care_end_count = self_care_end_count + 1"
    ),
    "self_care_containment.unserved": containment(
        "self_care_end_unserved_count = self_care_end_unserved_count + 1"
    ),
    "self_care_containment.once_and_done": containment(
        "self_care_end_once_and_done_count = self_care_end_once_and_done_count + 1"
    ),
    "self_care_containment.rates": containment("self_care_containment_rate = 0.123"),
    "self_care_containment.intervals": containment(
        "self_care_containment_rate_high = 1.01"
    ),
    "self_care_containment.small_cells": containment("is_small_cell = false"),
    "contact_rates.key": "; ".join([contact_rate()] * 2),
    "contact_rates.contacts": contact_rate("contact_count + 1 as contact_count"),
    "contact_rates.reiterations": contact_rate(
        "reiteration_count + 1 as reiteration_count"
    ),
    "contact_rates.rates": contact_rate("500 as active_customer_count"),
    "contact_rates.intervals": contact_rate(
        "contacts_per_1000_customers + 1 as contacts_per_1000_customers_low"
    ),
    "contact_rates.small_cells": contact_rate(
        "29 as contact_count, false as is_small_cell"
    ),
}
# Other sides of the same expectations: what is missing.
MORE_ACTIVITY = (
    ("channel_activity.contacts", remove("channel_activity", "month_started_on")),
    ("self_care_containment.begun", "delete from marts.self_care_containment"),
    ("contact_count_distribution.counts", sizes("ticket_count = ticket_count - 1")),
)
