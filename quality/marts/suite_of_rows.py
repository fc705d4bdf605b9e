"""What the marts of one row per thing must keep to, counted by month."""

from quality.checks import CRITICAL, equal
from quality.marts.shapes import MARTS, clean, key_by_month

ROWS = (
    key_by_month("interactions", "interaction", "interaction_count"),
    clean(
        "interactions",
        "required",
        "id, source, channel, direction, outcome, times and identity rule in every row",
        "missing_count",
    ),
    clean("interactions", "words", "the contract's words only", "unknown_word_count"),
    clean(
        "interactions",
        "ranges",
        "no end before its start, no negative duration, the local date of the start",
        "out_of_range_count",
    ),
    clean(
        "interactions",
        "agreement",
        "a ticket where a link rule says so and a customer wherever there is a ticket",
        "contradiction_count",
    ),
    clean(
        "interactions",
        "costs",
        "a cost wherever there is a basis and nowhere else, below nothing in a ledger",
        "miscosted_count",
    ),
    key_by_month("contacts", "contact", "contact_count"),
    clean("contacts", "required", "the needed columns in every row", "missing_count"),
    clean(
        "contacts",
        "ranges",
        "a leg or more, a number from 1, no end before its start",
        "out_of_range_count",
    ),
    clean(
        "contacts",
        "agreement",
        "a cause for every reiteration and for nothing else",
        "contradiction_count",
    ),
    clean(
        "contacts",
        "ticketed",
        "a ticket for every contact of a customer and for no other",
        "ticketless_count",
    ),
    key_by_month("tickets", "ticket", "ticket_count"),
    clean("tickets", "required", "the needed columns in every row", "missing_count"),
    equal(
        "tickets.resolutions",
        CRITICAL,
        "the four resolutions to add up to all tickets",
        f"{MARTS}/tickets.sql",
        "resolved_count",
        "row_count",
    ),
    clean(
        "tickets",
        "agreement",
        "flags and contact_count to say what resolution says",
        "contradiction_count",
    ),
    clean(
        "tickets",
        "reiterations",
        "reiteration_count to be contact_count less one",
        "miscounted_reiteration_count",
    ),
    clean(
        "tickets",
        "excess",
        "excess and is_within_expected to follow from contacts and expected_contacts",
        "miscounted_excess_count",
    ),
    clean(
        "tickets",
        "ranges",
        "counts that fit into each other and the elapsed time of start and end",
        "out_of_range_count",
    ),
    clean(
        "tickets",
        "eligibility",
        "a known start wherever a ticket enters rates",
        "eligible_unknown_count",
    ),
    clean(
        "tickets",
        "costs",
        "parts to add up to the whole, avoidable within reiterations, none negative",
        "miscosted_count",
    ),
    equal(
        "customers.key",
        CRITICAL,
        "one row per customer",
        f"{MARTS}/customers.sql",
        "row_count",
        "customer_count",
    ),
    clean("customers", "required", "an id and an identity rule", "missing_count"),
    clean(
        "customers",
        "ranges",
        "tickets within contacts within interactions, first seen before last",
        "out_of_range_count",
    ),
)
