"""What every load must keep to: the suites of the raw border, view by view.

Critical holds the load, a warning is noted beside it. Holding a good load is worse
than a note, so what a source may do by nature (few calls, many masked numbers, a
burst) is noted, and held only where it cannot be nature.
"""

from quality.checks import CRITICAL, WARNING, Check, at_most, equal, none

FILE = "pull it again: remove the load's files under raw/ and run make ingest"
SOURCE = "correct the export, or its reading in sources.yml, and deliver it again"
OURS = "a fault of the connector: report it; the load must not be accepted"
LOOK = "ask who delivers whether the day was so; if it was, make accept"
NOTED = "nothing is held; ask who delivers if it was not expected"

FILES = (
    Check(
        "files.readable",
        CRITICAL,
        "every file of the load to be readable",
        FILE,
        "ExpectColumnValuesToBeInSet",
        {"column": "is_readable", "value_set": [True]},
        lambda rows: _first_fault(rows),
    ),
    Check(
        "files.known_table",
        CRITICAL,
        "every table to be one of the contract",
        OURS,
        "ExpectColumnValuesToBeInSet",
        {"column": "is_known_table", "value_set": [True]},
    ),
    Check(
        "files.columns",
        CRITICAL,
        "the columns to be those of the contract, in its order",
        OURS,
        "ExpectColumnPairValuesToBeEqual",
        {"column_A": "columns_found", "column_B": "columns_expected"},
        lambda rows: _first_fault(rows),
    ),
    Check(
        "files.types",
        CRITICAL,
        "the columns' types to be those of the contract",
        OURS,
        "ExpectColumnPairValuesToBeEqual",
        {"column_A": "types_found", "column_B": "types_expected"},
        lambda rows: _first_fault(rows),
    ),
)

COLUMNS = (
    none(
        "columns.required",
        CRITICAL,
        "keys and required columns to be filled",
        SOURCE,
        "missing_count",
    ),
    none(
        "columns.words",
        CRITICAL,
        "the contract's words only where it lists words",
        SOURCE,
        "unknown_word_count",
    ),
    none(
        "columns.ranges",
        CRITICAL,
        "times from 1990 to 2060, none before its start, and numbers in their range",
        SOURCE,
        "out_of_range_count",
    ),
    none(
        "columns.pseudonyms",
        CRITICAL,
        "keyed hashes, of 32 hex digits, where a person could be named",
        OURS,
        "clear_value_count",
    ),
)

TABLES = (
    none(
        "tables.own_source",
        CRITICAL,
        "rows of this source only",
        OURS,
        "foreign_source_count",
    ),
    none(
        "tables.versions",
        CRITICAL,
        "no version of a row to be there twice",
        OURS,
        "doubled_count",
    ),
)

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

RAW_CHECKS = FILES + COLUMNS + TABLES + DELIVERIES + DAYS


def _first_fault(rows) -> str:
    return str(rows["fault"].iloc[0])
