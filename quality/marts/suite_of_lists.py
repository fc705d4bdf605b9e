"""What the other aggregate marts must keep to, each read whole."""

from quality.checks import CRITICAL, equal
from quality.marts.shapes import MARTS, clean, key, within

LISTS = (
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
