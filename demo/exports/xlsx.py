"""A workbook of one sheet, written by whole columns.

An XLSX is a ZIP of XML. Cells are written as inline strings, numbers or dates, so
that a text such as =1+1 stays text. Common libraries write cell by cell and stamp
the time of writing; a million rows take them minutes and never give the same bytes.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demo.exports.files import lines, zipped
from demo.exports.text import EXCEL_EPOCH_DAYS
from demo.world.clock import DAY

MAX_ROWS = 500_000  # a sheet ends at 1,048,576; larger months are cut in files

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
    '.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    f'ContentType="{_TYPES}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>',
    "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f"{_HEAD}<Relationships "
    f'xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship '
    f'Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    # Style 1 is a date with its time: without it a date cell is only a number.
    "xl/styles.xml": f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm:ss"/></numFmts>'
    '<fonts count="1"><font/></fonts><fills count="2">'
    '<fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
    "</cellStyles></styleSheet>",
}


def workbook(sheet: str, title: list[str], columns: dict[str, pa.Array]) -> bytes:
    """Return an XLSX of one sheet: title lines, the header, then the rows.

    A column is text, or a timestamp: a cell of wall-clock time. Null is an empty
    cell.
    """
    cells = []
    for column in columns.values():
        if pa.types.is_timestamp(column.type):
            cells.append(_date_cells(column))
        else:
            cells.append(_text_cells(column))
    top = [[line] for line in title] + [list(columns)]
    rows = [_row(line) for line in top]
    for block in lines(cells, "", "</row><row>"):
        rows.append(b"<row>" + block.removesuffix(b"<row>"))
    data = b"".join(rows)
    start = f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode()
    book = (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet '
        f'name="{sheet}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    parts = {name: text.encode() for name, text in _PARTS.items()}
    parts["xl/workbook.xml"] = book.encode()
    parts["xl/worksheets/sheet1.xml"] = start + data + b"</sheetData></worksheet>"
    return zipped(parts)


def _row(values: list[str]) -> bytes:
    cells = _text_cells(pa.array(values, pa.string())).to_pylist()
    return f"<row>{''.join(cells)}</row>".encode()


def _text_cells(column: pa.Array) -> pa.Array:
    for character, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        column = pc.replace_substring(column, character, name)
    cells = pc.binary_join_element_wise(
        '<c t="inlineStr"><is><t xml:space="preserve">', column, "</t></is></c>", ""
    )
    return pc.fill_null(cells, "<c/>")


def _date_cells(column: pa.Array) -> pa.Array:
    seconds = column.cast(pa.timestamp("s")).cast(pa.int64())
    days = pc.add(pc.divide(seconds.cast(pa.float64()), float(DAY)), EXCEL_EPOCH_DAYS)
    text = pc.round(days, 9).cast(pa.string())
    cells = pc.binary_join_element_wise('<c s="1"><v>', text, "</v></c>", "")
    return pc.fill_null(cells, "<c/>")


def wall_clock(local: np.ndarray, mask: np.ndarray) -> pa.Array:
    """Return wall-clock seconds as timestamps without zone, null where masked."""
    seconds = np.asarray(local, np.int64)
    return pa.array(seconds, mask=mask).cast(pa.timestamp("s"))
