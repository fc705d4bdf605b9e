"""What must agree across marts, and with raw."""

from quality.checks import CRITICAL, Check, equal, none
from quality.marts.shapes import MARTS

STAGING = "dbt_project/models/staging/files, raw/_audits"


def agree(what: str, expects: str, left: str, right: str, where: str) -> Check:
    """Return a check that two sums of the row of reconciled sums are the same."""
    return equal(
        f"reconciled.{what}", CRITICAL, expects, f"{MARTS}/{where}", left, right
    )


SUMS = (
    equal(
        "raw.interactions",
        CRITICAL,
        "as many interactions as accepted raw holds, source by source",
        STAGING,
        "mart_count",
        "raw_count",
    ),
    agree("ticketed_interactions", "tickets to hold every interaction with a ticket",
          "interactions_by_ticket", "interactions_with_ticket", "tickets.sql"),
    agree("ticketed_contacts", "tickets to hold every contact with a ticket",
          "contacts_by_ticket", "contacts_with_ticket", "tickets.sql"),
    agree("reiterations", "tickets and contacts to count the same reiterations",
          "reiterations_by_ticket", "reiterations_by_contact", "tickets.sql"),
    agree("legs", "contacts to hold every interaction with a contact",
          "legs_by_contact", "interactions_with_contact", "contacts.sql"),
    agree("customers_tickets", "customers to hold every ticket",
          "tickets_by_customer", "tickets_in_all", "customers.sql"),
    agree("customers_contacts", "customers to hold every contact with a customer",
          "contacts_by_customer", "contacts_with_customer", "customers.sql"),
    agree("customers_interactions", "customers to hold every interaction of theirs",
          "interactions_by_customer", "interactions_with_customer", "customers.sql"),
    agree("months", "the months' rates to count every ticket",
          "tickets_by_month", "tickets_in_all", "reiteration_rates.sql"),
    agree("weeks", "the weeks' rates to count every ticket",
          "tickets_by_week", "tickets_in_all", "reiteration_rates.sql"),
    agree("switches", "channel switches to be those of the tickets",
          "switches_by_channel", "switches_by_ticket", "channel_switches.sql"),
    agree("coverage", "identity coverage to count every interaction",
          "interactions_by_coverage", "interactions_in_all", "identity_coverage.sql"),
    agree("coverage_contacts", "identity coverage to count every contact",
          "contacts_by_coverage", "contacts_in_all", "identity_coverage.sql"),
    agree("sources", "sources to count every interaction",
          "interactions_by_source", "interactions_in_all", "sources.sql"),
    agree("costs", "tickets to cost what their interactions do, to the cent",
          "cost_of_tickets", "cost_of_ticketed_interactions", "tickets.sql"),
    none("reconciled.reasons", CRITICAL, "every ticket's reason to be listed",
         f"{MARTS}/contact_reasons.sql", "unlisted_reason_count"),
    none("reconciled.customers", CRITICAL, "every ticket's customer to be listed",
         f"{MARTS}/customers.sql", "unlisted_customer_count"),
)  # fmt: skip
