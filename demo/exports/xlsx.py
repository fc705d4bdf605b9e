"""A workbook of one sheet; the same columns give the same bytes."""

import datetime as dt
import io
import itertools

import numpy as np
import pyarrow as pa
import xlsxwriter

MAX_ROWS = 500_000  # a sheet ends at 1,048,576; larger months are cut in files
CREATED = dt.datetime(2025, 1, 1)  # else the library stamps the time of writing
OPTIONS = {
    "constant_memory": True,  # rows go to disk one by one
    "default_date_format": "dd/mm/yyyy hh:mm:ss",
    "strings_to_formulas": False,  # =1+1 stays text
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def workbook(sheet: str, title: list[str], columns: dict[str, pa.Array]) -> bytes:
    """Return an XLSX of one sheet: title lines, the header, then the rows.

    A column is text, or a timestamp: a cell of wall-clock time. Null is an empty
    cell.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        book.set_properties({"created": CREATED})
        page = book.add_worksheet(sheet)
        top = [[line] for line in title] + [list(columns)]
        rows = zip(*(column.to_pylist() for column in columns.values()), strict=True)
        for number, row in enumerate(itertools.chain(top, rows)):
            page.write_row(number, 0, row)
    return buffer.getvalue()


def wall_clock(local: np.ndarray, mask: np.ndarray) -> pa.Array:
    """Return wall-clock seconds as timestamps without zone, null where masked."""
    seconds = np.asarray(local, np.int64)
    return pa.array(seconds, mask=mask).cast(pa.timestamp("s"))
