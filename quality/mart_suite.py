"""What the marts must keep to before anybody sees them: the published border.

Critical stops the publication, a warning is printed and stands in the pages. dbt
has tested each rule where it is made; here the finished tables are held against
each other, against raw and against sense.
"""

from quality.checks import CRITICAL, WARNING, Check, compared, equal, none

MARTS = "dbt_project/models/marts"
STAGING = "dbt_project/models/staging/files, raw/_audits"


def key(view: str, row: str, *columns: str) -> Check:
    """Return a check that no two rows of a whole mart share their key."""
    return Check(
        f"{view}.key",
        CRITICAL,
        f"one row per {row}",
        f"{MARTS}/{view}.sql",
        "ExpectCompoundColumnsToBeUnique"
        if len(columns) > 1
        else "ExpectColumnValuesToBeUnique",
        {"column_list": list(columns)} if len(columns) > 1 else {"column": columns[0]},
    )


def key_by_month(view: str, row: str, distinct: str) -> Check:
    """Return a check that a row mart has as many keys as rows, month by month."""
    where = f"{MARTS}/{view}.sql"
    expects = f"one row per {row}"
    return equal(f"{view}.key", CRITICAL, expects, where, "row_count", distinct)


def clean(view: str, what: str, expects: str, column: str) -> Check:
    """Return a check that no row of a mart is wrong in some way."""
    return none(f"{view}.{what}", CRITICAL, expects, f"{MARTS}/{view}.sql", column)


def within(view: str, what: str, expects: str, column: str, **limits: float) -> Check:
    """Return a check that a column lies between limits."""
    return Check(
        f"{view}.{what}",
        CRITICAL,
        expects,
        f"{MARTS}/{view}.sql",
        "ExpectColumnValuesToBeBetween",
        {"column": column, **{f"{end}_value": limits[end] for end in limits}},
    )


def agree(what: str, expects: str, left: str, right: str, where: str) -> Check:
    """Return a check that two sums of the row of reconciled sums are the same."""
    return equal(
        f"reconciled.{what}", CRITICAL, expects, f"{MARTS}/{where}", left, right
    )


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
        "no negative cost and no part above the whole",
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

WHOLE = (
    key(
        "reiteration_rates",
        "definition, period and slice",
        "definition_id",
        "period_grain",
        "period_started_on",
        "slice",
        "slice_value",
        "slice_value_2",
    ),
    clean(
        "reiteration_rates",
        "counts",
        "a ticket or more in every row and a contact or more a ticket",
        "empty_count",
    ),
    equal(
        "reiteration_rates.reiterations",
        CRITICAL,
        "reiterations to be the contacts after the first",
        f"{MARTS}/reiteration_rates.sql",
        "reiteration_count",
        "contacts_after_the_first",
    ),
    Check(
        "reiteration_rates.periods",
        CRITICAL,
        "periods that start on the first of a month or year, or on a Monday",
        f"{MARTS}/reiteration_rates.sql",
        "ExpectColumnValuesToBeInSet",
        {"column": "is_period_wrong", "value_set": [False]},
    ),
    within(
        "reiteration_rates",
        "resolutions",
        "the four shares of resolution to add up to 1",
        "resolution_share_sum",
        min=1 - 1e-6,
        max=1 + 1e-6,
    ),
    equal(
        "reiteration_rates.numerators",
        CRITICAL,
        "the rate times its tickets to give the reiterated tickets",
        f"{MARTS}/reiteration_rates.sql",
        "reiterated_by_rate",
        "reiterated_ticket_count",
    ),
    clean(
        "reiteration_rates",
        "shares",
        "every rate between 0 and 1",
        "shares_out_of_range_count",
    ),
    clean(
        "reiteration_rates",
        "means",
        "no mean below nothing",
        "means_out_of_range_count",
    ),
    clean(
        "reiteration_rates",
        "intervals",
        "every figure within its interval",
        "intervals_wrong_count",
    ),
    clean(
        "reiteration_rates",
        "bounds",
        "every figure within its bounds",
        "bounds_wrong_count",
    ),
    clean(
        "reiteration_rates",
        "small_cells",
        "cells of under 30 tickets to be marked as small",
        "unmarked_small_count",
    ),
    Check(
        "jumps.month_on_month",
        WARNING,
        "no month whose intervals have nothing in common with the month before",
        "the report's breaks in series: a source, a mapping or the business changed",
        "ExpectColumnValuesToBeInSet",
        {"column": "is_jump", "value_set": [False]},
        lambda rows: compared(rows, "rate", "previous_rate"),
    ),
    equal(
        "slices.reasons",
        CRITICAL,
        "tickets by reason to add up to all tickets of the period",
        f"{MARTS}/reiteration_rates.sql",
        "by_reason_count",
        "all_count",
    ),
    equal(
        "slices.first_channels",
        CRITICAL,
        "tickets by first channel to add up to all tickets of the period",
        f"{MARTS}/reiteration_rates.sql",
        "by_first_channel_count",
        "all_count",
    ),
    within(
        "slices",
        "all",
        "one row for all tickets of each period",
        "all_row_count",
        min=1,
        max=1,
    ),
    key(
        "channel_switches",
        "reason and pair of channels",
        "contact_reason_id",
        "from_channel",
        "to_channel",
    ),
    clean(
        "channel_switches",
        "ranges",
        "a switch or more between two channels, with its share and its time",
        "wrong_count",
    ),
    within(
        "channel_switches",
        "shares",
        "the shares of a reason to add up to 1 at most",
        "reason_share_sum",
        max=1 + 1e-6,
    ),
    key("contact_reasons", "reason", "contact_reason_id"),
    within(
        "contact_reasons",
        "windows",
        "a window of a day or more",
        "reiteration_window_days",
        min=1,
    ),
    within(
        "contact_reasons",
        "expected",
        "no reason to expect less than no contact",
        "expected_contacts",
        min=0,
    ),
    key("identity_coverage", "source and month", "source_name", "month_started_on"),
    equal(
        "identity_coverage.rules",
        CRITICAL,
        "the identity rules to add up to all interactions",
        f"{MARTS}/identity_coverage.sql",
        "count_by_rule",
        "interaction_count",
    ),
    clean(
        "identity_coverage",
        "ranges",
        "shares between 0 and 1, contacts and ticketed within interactions",
        "out_of_range_count",
    ),
    key("sources", "source", "source_name"),
    clean(
        "sources",
        "ranges",
        "interactions and rejected rows within rows, complete until after from",
        "out_of_range_count",
    ),
    equal(
        "sources.horizon",
        CRITICAL,
        "one data horizon for all sources",
        f"{MARTS}/sources.sql",
        "one_horizon_count",
        "source_count",
    ),
    key("data_readiness", "prerequisite", "prerequisite"),
    clean(
        "data_readiness",
        "required",
        "a verdict, a conclusion and a next step in both languages",
        "missing_count",
    ),
    within(
        "data_readiness",
        "ranges",
        "no measure below nothing",
        "measured_share",
        min=0,
    ),
    key("calendar", "day", "local_date"),
    within(
        "calendar",
        "hours",
        "days of 23 to 25 hours",
        "hours",
        min=23,
        max=25,
    ),
    within(
        "calendar",
        "gaps",
        "every day of the period",
        "days_since_previous",
        min=1,
        max=1,
    ),
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
    clean("reconciled", "reasons", "every ticket's reason to be listed",
          "unlisted_reason_count"),
    clean("reconciled", "customers", "every ticket's customer to be listed",
          "unlisted_customer_count"),
)  # fmt: skip

MART_CHECKS = ROWS + WHOLE + SUMS
