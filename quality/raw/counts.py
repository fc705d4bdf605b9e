"""The views `columns` and `tables`: what a load's rows hold, counted by DuckDB."""

from collections.abc import Iterator

import duckdb
import pandas as pd

from ingestion.contract import (
    CHANNELS,
    DIRECTIONS,
    IDENTIFIER_TYPES,
    OUTCOMES,
    RAW_TABLES,
    STATUSES,
    THREAD_KINDS,
)

REQUIRED = {
    "interactions": (
        "source_name source_interaction_id channel direction outcome started_at "
        "is_automatic delivery_id source_row"
    ),
    "identifiers": (
        "source_interaction_id delivery_id source_row identifier_type identifier_key"
    ),
    "customers": "source_name account_key delivery_id source_row",
    "customer_identifiers": (
        "account_key delivery_id source_row identifier_type identifier_key"
    ),
    "activity": (
        "source_name month_started_on customer_segment active_customer_count "
        "delivery_id source_row"
    ),
    "deliveries": "source_name entity delivery_id row_count accepted_count",
}
WORDS = {
    "channel": CHANNELS,
    "direction": DIRECTIONS,
    "outcome": OUTCOMES,
    "source_status": STATUSES,
    "thread_kind": THREAD_KINDS,
    "identifier_type": IDENTIFIER_TYPES,
    "entity": ("interactions", "customers", "activity"),
    "customer_type": ("person", "organisation"),
}
RANGES = {
    "interactions": {
        "started_at": "year(started_at) not between 1990 and 2060",
        "ended_at": "ended_at < started_at or year(ended_at) > 2060",
        "waiting_seconds": "waiting_seconds < 0",
        "handling_seconds": "handling_seconds < 0",
        "support_level": "support_level not between 1 and 3",
        "predicted_reason_confidence": (
            "predicted_reason_confidence not between 0 and 1"
        ),
    },
    "customers": {
        "yearly_revenue_amount": "yearly_revenue_amount < 0",
        "departed_on": "departed_on < started_on",
    },
    "activity": {
        "month_started_on": "day(month_started_on) <> 1",
        "active_customer_count": "active_customer_count < 0",
        "order_count": "order_count < 0",
    },
    "deliveries": {"rejected_count": "rejected_count < 0"},
}
PSEUDONYMS = {
    "interactions": "agent_key",
    "identifiers": "identifier_key",
    "customers": "account_key",
    "customer_identifiers": "identifier_key account_key",
}
# One row of a delivery is one version of what its key names. An identifier may
# well be there twice, in two columns of one row.
KEYS = {
    "interactions": "source_interaction_id, delivery_id, source_row",
    "customers": "account_key, delivery_id, source_row",
    "activity": "month_started_on, customer_segment, delivery_id, source_row",
    "deliveries": "delivery_id, entity",
}
KINDS = ("missing_count", "unknown_word_count", "out_of_range_count")
COLUMNS_OF_VIEW = ("place", *KINDS, "clear_value_count")


def columns_view(
    connection: duckdb.DuckDBPyConnection, tables: dict[str, str]
) -> pd.DataFrame:
    """Return one row per column with something to check.

    `tables` holds, by name, the SQL that reads each raw table of the load. Counts
    of what is not checked there are null.
    """
    rows = []
    for table, relation in tables.items():
        asked = list(_counts(table))
        if not asked:
            continue
        counts = ", ".join(f"count(*) filter ({what})" for _, _, what in asked)
        found = connection.execute(f"select {counts} from {relation}").fetchone()
        of_column: dict[str, dict] = {}
        for (column, kind, _), count in zip(asked, found, strict=True):
            place = f"{table}.{column}"
            of_column.setdefault(column, {"place": place})[kind] = count
        rows += of_column.values()
    return pd.DataFrame(rows, columns=list(COLUMNS_OF_VIEW))


def _counts(table: str) -> Iterator[tuple[str, str, str]]:
    """Yield (column, kind of count, SQL of what is counted) of a raw table."""
    for column in REQUIRED.get(table, "").split():
        yield column, "missing_count", f"{column} is null"
    for column, words in WORDS.items():
        if column in RAW_TABLES[table].names:
            listed = ", ".join(f"'{word}'" for word in words)
            yield column, "unknown_word_count", f"{column} not in ({listed})"
    for column, wrong in RANGES.get(table, {}).items():
        yield column, "out_of_range_count", wrong
    for column in PSEUDONYMS.get(table, "").split():
        hashed = f"regexp_full_match({column}, '[0-9a-f]{{32}}')"
        yield column, "clear_value_count", f"not {hashed}"


def tables_view(
    connection: duckdb.DuckDBPyConnection, tables: dict[str, str], source_name: str
) -> pd.DataFrame:
    """Return one row per raw table of the load."""
    rows = []
    for table, relation in tables.items():
        key = KEYS.get(table)
        # 128 bits a key, so that a load of any size is counted in little memory.
        parts = key and key.replace(", ", ", '/', ")
        doubled = f"count(*) - count(distinct md5_number(concat({parts})))"
        (row_count, foreign_count, doubled_count) = connection.execute(
            "select count(*), count(*) filter (source_name is distinct from ?), "
            f"{doubled if key else 'null'} from {relation}",
            [source_name],
        ).fetchone()
        rows.append((table, row_count, foreign_count, doubled_count))
    columns = ["place", "row_count", "foreign_source_count", "doubled_count"]
    return pd.DataFrame(rows, columns=columns)
