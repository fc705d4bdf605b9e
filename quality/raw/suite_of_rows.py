"""What the rows of every load must keep to: files, columns, tables."""

from quality.checks import CRITICAL, Check, none

FILE = "pull it again: remove the load's files under raw/ and run make ingest"
SOURCE = "correct the export, or its reading in sources.yml, and deliver it again"
OURS = "a fault of the connector: report it; the load must not be accepted"

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


def _first_fault(rows) -> str:
    return str(rows["fault"].iloc[0])
