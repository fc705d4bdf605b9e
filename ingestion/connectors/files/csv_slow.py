"""CSV by Python's own module: slower, but it says where a record starts."""

import csv
from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from ingestion.connectors.files.blocks import Block
from ingestion.connectors.files.csv_header import CsvHeader
from ingestion.connectors.files.text import MAX_LINE_BYTES
from ingestion.errors import FileError

BLOCK_ROWS = 20_000


def slow_blocks(
    lines: Iterator[str], header: CsvHeader, line: int, wanted: list[str], label: str
) -> Iterator[Block]:
    """Yield the records of physical lines, of which the first has the number `line`."""
    places = [header.names.index(name) for name in wanted]
    values, rows, left_out = [], [], []
    for start, record in _records(lines, header, line, label):
        if len(record) == len(header.names):
            values.append([record[at] for at in places])
            rows.append(start)
        elif record:
            first = next((value for value in record if value.strip()), "")
            left_out.append((first, start))
        if len(rows) == BLOCK_ROWS:
            yield _block(wanted, values, rows, left_out)
            values, rows, left_out = [], [], []
    yield _block(wanted, values, rows, left_out)


def _block(
    wanted: list[str],
    values: list[list[str]],
    rows: list[int],
    left_out: list[tuple[str, int]],
) -> Block:
    columns = zip(*values, strict=True) if values else [[] for _ in wanted]
    arrays = [pa.array(column, pa.string()) for column in columns]
    block = Block(pa.table(arrays, names=wanted), np.array(rows, np.int64))
    for first, line in left_out:
        block.leave_out(first, line)
    return block


def _records(
    lines: Iterator[str], header: CsvHeader, line: int, label: str
) -> Iterator[tuple[int, list[str]]]:
    """Yield the line each record starts on, and its values."""
    is_over = False

    def watched() -> Iterator[str]:
        nonlocal is_over
        yield from lines
        is_over = True

    csv.field_size_limit(MAX_LINE_BYTES)
    records = csv.reader(watched(), delimiter=header.delimiter, quotechar=header.quote)
    while True:
        start = line + records.line_num
        try:
            record = next(records, None)
        except csv.Error:  # a value longer than the limit
            record, is_over = [], True
        if record is None:
            return
        if is_over:
            raise FileError(
                "a quote opened in this row is never closed: expected its pair; "
                "correct the file, deliver it whole, or set options.quote",
                file=label,
                line=start,
            )
        yield start, record
