"""Numbers of a workspace's CSV, as French and English spreadsheets write them.

Blanks that group thousands are read as the `files` connector reads them. What may be
two numbers, or is no bare number, is refused with what to take out.
"""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import NoReturn

import pyarrow as pa

from ingestion.connectors.files.numbers import (
    detect_decimal,
    may_be_thousands,
    without_blanks,
)
from ingestion.workspace.csv_file import CsvFile
from ingestion.workspace.tables import Column, WorkspaceTable
from ingestion.workspace.wording import is_within, limits

NUMERIC = ("integer", "number", "amount")
AMOUNT = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,6})?")
NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]+)?")
INTEGER = re.compile(r"-?[0-9]{1,18}")

Refuse = Callable[[str], NoReturn]


def decimal_of(csv_file: CsvFile, table: WorkspaceTable) -> str | None:
    """Return the decimal separator of a file's numbers, None where none is sure.

    A comma only where semicolons part cells: one number that has it is enough, and
    none but a comma is then a decimal separator.
    """
    if csv_file.delimiter == ",":
        return "."
    names = [column.name for column in table.columns if column.kind in NUMERIC]
    cells = [row.cells[name] for row in csv_file.rows for name in names]
    texts = [without_blanks(cell) for cell in cells if cell is not None]
    if any("," in text for text in texts):
        return ","
    return detect_decimal([pa.array(texts, pa.string())])


def read_number(
    text: str, column: Column, decimal: str | None, refuse: Refuse
) -> int | float | Decimal:
    """Return a cell's number in its column's type; call `refuse` where it is none."""
    text = without_blanks(text)
    _check_bare(text, refuse)
    if "," in text and "." in text:
        refuse(
            "expected one decimal separator: take out the points or commas that group "
            "thousands, as in 1234.50"
        )
    if decimal == "," and "." in text:
        refuse(
            "expected a decimal comma, as elsewhere in this file: a point may be a "
            "decimal point or group thousands; write 12,5, or 12500 without the point"
        )
    if decimal is None and "." in text and may_be_thousands(text):
        refuse(
            "expected a number that can be read one way: write 12500 without the "
            "point, or as many decimals as cannot be thousands, as in 12.50"
        )
    hint = ""
    if decimal == "," and text.count(",") == 1:
        text = text.replace(",", ".")
    elif decimal == ",":
        hint = "; write nothing between thousands" if "," in text else ""
    elif "," in text:
        hint = "; write a decimal point: decimals may have a comma only in a file "
        hint += "whose cells are parted by `;`"
    pattern, sort, cast = {
        "integer": (INTEGER, "a whole number", int),
        "number": (NUMBER, "a number such as 0.25", float),
        "amount": (
            AMOUNT,
            "an amount of at most twelve figures and six decimals, such as 32.50",
            Decimal,
        ),
    }[column.kind]
    if not pattern.fullmatch(text) or not is_within(
        cast(text), column.minimum, column.maximum
    ):
        refuse(f"expected {sort}{limits(column.minimum, column.maximum)}{hint}")
    return cast(text)


def _check_bare(text: str, refuse: Refuse) -> None:
    if "%" in text:
        refuse("expected a share as a part of 1: take out the per cent; 12 % is 0.12")
    if any(unicodedata.category(char) == "Sc" for char in text):
        refuse(
            "expected the number alone: take out the currency sign; all amounts are in "
            "the currency of sources.yml"
        )
