"""Definitions, ways to count: those shipped with the code, then a workspace's own."""

from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from ingestion.workspace.csv_file import read_csv
from ingestion.workspace.csv_keys import check_keys
from ingestion.workspace.csv_values import typed_rows
from ingestion.workspace.tables import TABLES

SHIPPED = Path(__file__).with_name("shipped_definitions.csv")
LANDED = pa.schema(
    [
        *TABLES["definitions"].schema,
        ("position_number", pa.int64()),
        ("is_shipped", pa.bool_()),
    ]
)


@cache
def shipped_definitions() -> tuple[dict[str, Any], ...]:
    """Return the lines of shipped_definitions.csv, read as a workspace's are."""
    table = TABLES["definitions"]
    lines = typed_rows(read_csv(SHIPPED, table), table)
    check_keys(SHIPPED, table, lines)
    return tuple(values for _, values in lines)


@cache
def shipped_ids() -> frozenset[str]:
    """Return the ids that a workspace may not take."""
    return frozenset(line["definition_id"] for line in shipped_definitions())


def all_definitions(own: pa.Table) -> pa.Table:
    """Return the shipped definitions and then the workspace's own, numbered."""
    shipped = shipped_definitions()
    return pa.Table.from_pylist(
        [
            row | {"position_number": number, "is_shipped": number <= len(shipped)}
            for number, row in enumerate([*shipped, *own.to_pylist()], start=1)
        ],
        schema=LANDED,
    )
