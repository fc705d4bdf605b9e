"""The head of a CSV: its encoding, its delimiter, its columns, where rows begin."""

import csv
from typing import NamedTuple

from ingestion.connectors.files.archives import Delivery
from ingestion.connectors.files.text import (
    MAX_LINE_BYTES,
    detect_encoding,
    refuse_long_line,
    utf8_blocks,
)
from ingestion.errors import FileError
from ingestion.workspace.sources import Options, Source

DELIMITERS = ";,\t|"


class CsvHeader(NamedTuple):
    """How a CSV is written; `start_line` and `start_byte` (in UTF-8) follow it."""

    names: list[str]
    encoding: str
    delimiter: str
    quote: str
    start_line: int
    start_byte: int


def read_header(delivery: Delivery, source: Source) -> CsvHeader:
    """Return what the file's head says, or raise FileError where there is none.

    Of several delimiters it is the one that finds most columns.
    """
    options = source.options
    encoding = _encoding(delivery, options)
    lines = _first_lines(delivery, encoding, source.header_row)
    names, delimiter, line_count = [], ";", 0
    for candidate in options.delimiter or DELIMITERS:
        records = csv.reader(
            lines[source.header_row - 1 :],
            delimiter=candidate,
            quotechar=options.quote,
        )
        found = next(records)
        if len(found) > len(names):
            names, delimiter, line_count = found, candidate, records.line_num
    start_line = source.header_row + line_count
    start_byte = sum(len(line.encode()) for line in lines[: start_line - 1])
    return CsvHeader(names, encoding, delimiter, options.quote, start_line, start_byte)


def _encoding(delivery: Delivery, options: Options) -> str:
    with delivery.open() as stream:
        if stream.peek(4).startswith(b"PK\x03\x04"):
            raise FileError(
                "is a workbook or an archive with the name of a text: expected "
                "CSV; set `format: xlsx`, or name it as what it is",
                file=delivery.label,
            )
        return options.encoding or detect_encoding(stream)


def _first_lines(delivery: Delivery, encoding: str, header_line: int) -> list[str]:
    """Return enough lines to hold the header, whatever line breaks it quotes."""
    text, label = b"", delivery.label
    with delivery.open() as stream:
        for block in utf8_blocks(stream, encoding, label):
            text += block
            if len(text) > MAX_LINE_BYTES or text.count(b"\n") > header_line:
                break
    if not text.strip():
        raise FileError(
            "is empty: expected a header line; deliver it again, or a header "
            "alone where there is nothing to say",
            file=label,
        )
    lines = [line + b"\n" for line in text.split(b"\n")]
    for number, line in enumerate(lines[:header_line], 1):
        refuse_long_line(len(line), number, label)
    if len(lines) < header_line or not lines[header_line - 1].strip():
        raise FileError(
            "is blank: expected the columns' names here; correct header_row",
            file=label,
            line=header_line,
        )
    # A hundred lines are enough for any header, and cheap to parse four times.
    return [line.decode() for line in lines[: header_line + 100]]
