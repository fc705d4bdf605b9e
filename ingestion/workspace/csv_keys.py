"""Keys and days of validity: no two lines may answer one question twice."""

import datetime as dt
from collections import defaultdict
from pathlib import Path

from ingestion.errors import WorkspaceError
from ingestion.workspace.csv_values import Line
from ingestion.workspace.tables import WorkspaceTable


def check_keys(file: Path, table: WorkspaceTable, lines: list[Line]) -> None:
    """Raise WorkspaceError where two lines share a key, or their days overlap.

    valid_from is included, valid_to excluded; empty is open. The error stands at
    the later line and names the other. Keys are not shown: they may be identifiers.
    """
    by_key = defaultdict(list)
    for line, values in lines:
        first = values.get("valid_from") or dt.date.min
        after = values.get("valid_to") or dt.date.max
        if first >= after:
            raise WorkspaceError(
                "expected a day after valid_from: valid_to is the first day on which "
                "the line no longer holds",
                file=file,
                line=line,
                column="valid_to",
            )
        key = tuple(values[name] for name in table.key)
        for other_line, other_first, other_after in by_key[key]:
            if first < other_after and other_first < after:
                _refuse(file, table, line, other_line)
        by_key[key].append((line, first, after))


def _refuse(file: Path, table: WorkspaceTable, line: int, other_line: int) -> None:
    key = ", ".join(table.key)
    if table.has_validity:
        raise WorkspaceError(
            f"expected one line a day for the same {key}: this line and line "
            f"{other_line} hold on the same days; end one with valid_to (excluded), or "
            "remove one",
            file=file,
            line=line,
            column="valid_from",
        )
    raise WorkspaceError(
        f"expected one line for the same {key}: line {other_line} has it already; "
        "remove one",
        file=file,
        line=line,
        column=table.key[0],
    )
