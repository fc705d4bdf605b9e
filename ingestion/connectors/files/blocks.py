"""What every reader gives: a header, then blocks of text columns with their rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import pyarrow as pa

RAGGED = "the row has not as many values as the header has names"
# How footers and stray titles begin: no row of theirs is an interaction.
FOOTER = (
    r"^\W*(?:(?:sous-|sub-?|grand )?(?:total|totaux|totals|sum|somme)\b"
    r"|(?:extraction|extrait|export|généré|generated)\b)"
)


@dataclass
class Block:
    """Some rows of a file, every value as text, empty or null where there is none."""

    table: pa.Table  # the wanted columns
    rows: np.ndarray  # line (CSV) or row (XLSX, Parquet) of each, from 1
    ragged: list[int] = field(default_factory=list)  # lines of rows left out
    skipped_count: int = 0  # blank rows and footers left out

    def leave_out(self, first_value: str, line: int) -> None:
        """Count a row of the wrong length: passed over when it is only filler."""
        text = first_value.strip()
        if not text or re.match(FOOTER, text, re.IGNORECASE):
            self.skipped_count += 1
        else:
            self.ragged.append(int(line))


class Reader(Protocol):
    """One table of a file: a CSV, a sheet, a Parquet file."""

    header: list[str]
    header_line: int
    native: str | None  # typed cells: "1900" or "1904" (Excel), "parquet"; else None
    sheet: str | None  # named when a file gives several tables
    row_offset: int  # keeps rows of several sheets apart in `source_row`
    warnings: list[str]

    def blocks(self, wanted: list[str]) -> Iterator[Block]:
        """Yield the rows in file order, only the columns wanted."""
