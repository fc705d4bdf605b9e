"""What deliveries and days must keep to, by themselves and beside the past."""

from quality.checks import CRITICAL, WARNING, at_most, equal
from quality.raw.suite_of_rows import FILE, OURS, SOURCE

LOOK = "ask who delivers whether the day was so; if it was, make accept"
NOTED = "nothing is held; ask who delivers if it was not expected"

DELIVERIES = (
    equal(
        "deliveries.counts",
        CRITICAL,
        "as many rows as each delivery says it accepted",
        FILE,
        "landed_count",
        "accepted_count",
    ),
    equal(
        "deliveries.accounted",
        CRITICAL,
        "accepted, rejected and skipped rows to add up to the rows of the file",
        OURS,
        "counted_row_count",
        "row_count",
    ),
    at_most(
        "deliveries.rejected_rows",
        CRITICAL,
        "no more rejected rows than the source's max_rejected_share allows",
        SOURCE,
        "rejected_share",
        "most_rejected_share",
    ),
    at_most(
        "deliveries.rejected_rows_noted",
        WARNING,
        "less than half of max_rejected_share to be rejected",
        NOTED,
        "noted_rejected_share",
        "half_rejected_share",
    ),
    at_most(
        "deliveries.rejected_identifiers",
        CRITICAL,
        "identifiers to be usable: under half lost, or under three times the usual",
        SOURCE,
        "rejected_identifier_share",
        "most_rejected_identifier_share",
    ),
    at_most(
        "deliveries.rejected_identifiers_noted",
        WARNING,
        "under a tenth of the identifiers lost, or under twice the usual",
        NOTED,
        "rejected_identifier_share",
        "noted_rejected_identifier_share",
    ),
    at_most(
        "deliveries.fresh",
        CRITICAL,
        "rows up to the day that the file's name says it is complete until",
        LOOK,
        "unclaimed_days",
        "most_unclaimed_days",
    ),
    at_most(
        "deliveries.fresh_noted",
        WARNING,
        "rows of the days before the delivery was made",
        NOTED,
        "stale_days",
        "most_stale_days",
    ),
    at_most(
        "deliveries.not_ahead",
        WARNING,
        "no row after the day that the file's name says it is complete until",
        NOTED,
        "ahead_days",
        "most_ahead_days",
    ),
    at_most(
        "deliveries.size_low",
        WARNING,
        "at least half as many customers or months as in the smallest of the last "
        "eight deliveries",
        NOTED,
        "least_size",
        "size",
    ),
    at_most(
        "deliveries.size_high",
        WARNING,
        "at most twice as many customers or months as in the largest of the last "
        "eight deliveries",
        NOTED,
        "size",
        "most_size",
    ),
)

DAYS = (
    at_most(
        "days.not_lost",
        CRITICAL,
        "at least a quarter of the lowest of the last eight such weekdays",
        LOOK,
        "least_count",
        "interaction_count",
    ),
    at_most(
        "days.not_flooded",
        CRITICAL,
        "at most ten times the highest of the last eight such weekdays",
        LOOK,
        "interaction_count",
        "most_count",
    ),
    at_most(
        "days.low",
        WARNING,
        "at least half of the lowest of the last eight such weekdays",
        NOTED,
        "low_count",
        "interaction_count",
    ),
    at_most(
        "days.high",
        WARNING,
        "at most two and a half times the highest of the last eight such weekdays",
        NOTED,
        "interaction_count",
        "high_count",
    ),
)
