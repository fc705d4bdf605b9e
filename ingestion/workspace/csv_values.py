"""From a CSV's text to values of the table's types, one clear error at a time."""

import datetime as dt
import re
from typing import Any, NoReturn

from ingestion.errors import WorkspaceError
from ingestion.workspace.csv_file import CsvFile, Row
from ingestion.workspace.csv_numbers import decimal_of, read_number
from ingestion.workspace.hours import EXPECTED, minutes_of
from ingestion.workspace.tables import Column, WorkspaceTable
from ingestion.workspace.wording import did_you_mean, one_of

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Line = tuple[int, dict[str, Any]]  # line number, value by column


def typed_rows(csv_file: CsvFile, table: WorkspaceTable) -> list[Line]:
    """Return each line's number and values in the table's types, empty ones None.

    Raises WorkspaceError at the first cell that its column cannot hold.
    """
    decimal = decimal_of(csv_file, table)
    return [
        (
            row.line,
            {
                column.name: _value(csv_file, row, column, decimal)
                for column in table.columns
            },
        )
        for row in csv_file.rows
    ]


def _value(csv_file: CsvFile, row: Row, column: Column, decimal: str | None) -> Any:
    text = row.cells[column.name]

    def refuse(expected: str) -> NoReturn:
        raise WorkspaceError(
            expected, file=csv_file.file, line=row.line, column=column.name
        )

    if text is None:
        if column.is_needed:
            refuse("expected a value; the cell is empty")
        return None
    if column.kind == "text":
        return text
    if column.kind == "word":
        if text not in column.words:
            refuse(
                f"unknown word `{text}`: {one_of(column.words)}"
                f"{did_you_mean(text, column.words)}"
            )
        return text
    if column.kind == "hours":
        try:
            minutes_of(text)
        except ValueError:
            refuse(EXPECTED)
        return text
    if column.kind in ("date", "month"):
        try:
            day = dt.date.fromisoformat(text) if DATE.fullmatch(text) else None
        except ValueError:
            day = None
        if day is None:
            refuse("expected a date such as 2025-01-31")
        if column.kind == "month" and day.day != 1:
            refuse("expected the first day of a month, such as 2025-01-01")
        return day
    return read_number(text, column, decimal, refuse)
