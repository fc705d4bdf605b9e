"""A workspace's CSV as people save them: text rows under a checked header.

UTF-8 (with or without a mark) or cp1252; comma or semicolon, whichever the header
shows. Nothing is cast here.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ingestion.errors import WorkspaceError
from ingestion.workspace.tables import WorkspaceTable
from ingestion.workspace.wording import did_you_mean, one_of


class Row(NamedTuple):
    """A line of a file: its number and its cells by column, empty ones None."""

    line: int
    cells: dict[str, str | None]


class CsvFile(NamedTuple):
    """A CSV file read as text."""

    file: Path
    delimiter: str
    rows: list[Row]


def read_csv(file: Path, table: WorkspaceTable) -> CsvFile:
    """Return the rows of a CSV whose header fits the table.

    Raises WorkspaceError where the text, the header or a row's length is wrong.
    Lines without any text are left out.
    """
    text = _decoded(file)
    names = [column.name for column in table.columns]
    header_line, delimiter = _delimiter(file, text, names)
    lines = _lines(file, text, delimiter)
    header = [cell.strip() for cell in next(lines)[1]]
    _check_header(file, header_line, header, table)
    rows = []
    for line, cells in lines:
        if len(cells) != len(header):
            raise WorkspaceError(
                f"expected {len(header)} cells as in the header, found {len(cells)}; "
                f"put cells that hold a `{delimiter}` in double quotes",
                file=file,
                line=line,
                column=min(len(cells), len(header)) + 1,
            )
        by_name = zip(header, (cell.strip() or None for cell in cells), strict=True)
        rows.append(Row(line, dict.fromkeys(names) | dict(by_name)))
    return CsvFile(file, delimiter, rows)


def _decoded(file: Path) -> str:
    content = file.read_bytes()
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        raise WorkspaceError(
            "expected text, found a NUL byte; save the file as CSV in UTF-8",
            file=file,
            line=line,
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise WorkspaceError(
            "expected UTF-8 or cp1252 text, found a byte that is neither; save the "
            "file as CSV in UTF-8",
            file=file,
            line=content[: error.start].count(b"\n") + 1,
        ) from None


def _delimiter(file: Path, text: str, names: list[str]) -> tuple[int, str]:
    """Return the header's line and the delimiter that finds most columns in it."""
    best = (-1, 1, ",")  # of equals the first: a comma
    for delimiter in (",", ";"):
        try:
            line, cells = next(_lines(file, text, delimiter), (0, []))
        except WorkspaceError:
            continue  # "a";"b" is no header with commas
        if not cells:
            raise WorkspaceError(
                "the file is empty: expected a header with the columns "
                f"{', '.join(names)}; or remove the file",
                file=file,
                line=1,
            )
        # `Channel ; Site` has no column of ours, but is not one cell either.
        known = sum(cell.strip().lower() in names for cell in cells) + len(cells) / 1000
        best = max(best, (known, line, delimiter), key=lambda found: found[0])
    return best[1], best[2]


def _lines(file: Path, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the line where each row begins and its cells; blank lines are left out."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            raise WorkspaceError(
                "expected a cell's closing double quote, followed by a "
                f"`{delimiter}` or the line's end, within 131,072 characters; double "
                "a quote inside a cell",
                file=file,
                line=line,
            ) from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield line, cells


def _check_header(
    file: Path, line: int, header: list[str], table: WorkspaceTable
) -> None:
    names = [column.name for column in table.columns]
    for position, name in enumerate(header, start=1):
        if name not in names:
            hint = did_you_mean(name, names) or f": {one_of(names)}"
            said = f"unknown column `{name}`" if name else "a column without a name"
            raise WorkspaceError(said + hint, file=file, line=line, column=position)
        if header.index(name) != position - 1:
            raise WorkspaceError(
                f"expected each column once: `{name}` is column "
                f"{header.index(name) + 1} already",
                file=file,
                line=line,
                column=position,
            )
    for column in table.columns:
        if column.is_needed and column.name not in header:
            raise WorkspaceError(
                f"expected the column {column.name} in the header; add it",
                file=file,
                line=line,
            )
