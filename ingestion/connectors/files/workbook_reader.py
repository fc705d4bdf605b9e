"""XLSX, XLS, XLSB and ODS sheets as blocks of text.

Typed cells are written as ISO times, clock readings and plain numbers, so that a
column may mix them with text, as exports do.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import python_calamine as calamine

from ingestion.connectors.files.archives import Delivery, refuse_bomb
from ingestion.connectors.files.blocks import Block
from ingestion.connectors.files.numbers import number_text
from ingestion.errors import FileError
from ingestion.workspace.sources import Source

BLOCK_ROWS = 50_000
MAX_SHEET_ROWS = 1_048_576


class SheetReader:
    """One sheet; `rows` are its row numbers."""

    def __init__(
        self, sheet: calamine.CalamineSheet, native: str, source: Source, label: str
    ) -> None:
        self.native, self.sheet, self.row_offset = native, None, 0
        self.warnings: list[str] = []
        self.header_line = source.header_row
        self._sheet = sheet
        names: list[str] = []
        for row, cells in enumerate(sheet.iter_rows(), 1):
            if row == self.header_line:
                names = [(cell_text(cell) or "").strip() for cell in cells]
                break
        if not any(names):
            where = "is empty" if sheet.total_height == 0 else "has no header there"
            raise FileError(
                f"sheet {sheet.name!r} {where}: expected the columns' names; correct "
                "header_row or sheet",
                file=label,
                line=self.header_line,
            )
        self.header = names

    def blocks(self, wanted: list[str]) -> Iterator[Block]:
        """Yield the rows after the header, blank ones included."""
        places = [self.header.index(name) for name in wanted]
        columns, first = [[] for _ in places], self.header_line + 1
        row = self.header_line
        for row, cells in enumerate(self._sheet.iter_rows(), 1):
            if row <= self.header_line:
                continue
            for column, place in zip(columns, places, strict=True):
                column.append(cell_text(cells[place]))
            if row - first + 1 == BLOCK_ROWS:
                yield _block(columns, wanted, first)
                columns, first = [[] for _ in places], row + 1
        if row >= first:
            yield _block(columns, wanted, first)


def _block(columns: list[list], wanted: list[str], first: int) -> Block:
    arrays = [pa.array(column, pa.string()) for column in columns]
    rows = np.arange(first, first + len(columns[0]), dtype=np.int64)
    return Block(pa.table(arrays, names=wanted), rows)


def cell_text(cell: object) -> str | None:
    """Return a cell as text, None where it is empty."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return number_text(cell)
    if isinstance(cell, dt.datetime):
        if cell.time() == dt.time():
            return cell.date().isoformat()
        return cell.replace(microsecond=0).isoformat(sep=" ")
    if isinstance(cell, dt.timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()[:10]
    return None if cell is None else str(cell)


def workbook_readers(delivery: Delivery, source: Source) -> Iterator[SheetReader]:
    """Yield the sheets that `sheet` names: the first, one, or all visible ones."""
    with delivery.open() as stream:
        data = stream.read()
    label = delivery.label
    _refuse_other_formats(data, label)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except calamine.CalamineError as error:
        raise FileError(
            f"cannot be read as a workbook ({type(error).__name__}): expected .xlsx "
            "without password; open it and save it as .xlsx",
            file=label,
        ) from None
    visible = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == calamine.SheetTypeEnum.WorkSheet
        and sheet.visible == calamine.SheetVisibleEnum.Visible
    ]
    if source.sheet == "all":
        chosen = visible
    elif source.sheet is None:
        chosen = visible[:1]
    elif isinstance(source.sheet, int):
        chosen = book.sheet_names[source.sheet - 1 :][:1] if source.sheet > 0 else []
    else:
        chosen = [name for name in book.sheet_names if name == source.sheet]
    if not chosen:
        raise FileError(
            f"has no sheet {source.sheet!r}: its sheets are "
            f"{', '.join(map(repr, book.sheet_names))}; correct `sheet`",
            file=label,
        )
    native = "1904" if _starts_in_1904(data) else "1900"
    for index, name in enumerate(chosen):
        reader = SheetReader(book.get_sheet_by_name(name), native, source, label)
        if len(chosen) > 1:
            reader.sheet, reader.row_offset = name, index * MAX_SHEET_ROWS
        yield reader


def _refuse_other_formats(data: bytes, label: str) -> None:
    if not data.strip():
        raise FileError("is empty: expected a workbook; deliver it again", file=label)
    if data.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t\0").startswith(b"<"):
        raise FileError(
            "is a web page saved with the name of a workbook: expected .xlsx; open it "
            "and save it as .xlsx",
            file=label,
        )
    if data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                size = sum(member.file_size for member in archive.infolist())
        except zipfile.BadZipFile:
            raise FileError(
                "is not a whole workbook: deliver it again", file=label
            ) from None
        refuse_bomb(size, len(data), label)


def _starts_in_1904(data: bytes) -> bool:
    if not data.startswith(b"PK"):
        return False
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        try:
            head = archive.read("xl/workbook.xml")
        except KeyError:
            return False
    return bool(re.search(rb'date1904="(1|true)"', head))
