"""CSV in blocks: cut at record ends, parsed by Arrow as text, lines counted.

Arrow parses what is quoted cleanly. From the first block with a stray quote on
(`12" pizza`), Python's csv module does: slower, but it says where a record starts.
"""

import csv
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from ingestion.connectors.files.archives import Delivery
from ingestion.connectors.files.blocks import Block, is_filler
from ingestion.connectors.files.text import (
    MAX_LINE_BYTES,
    detect_encoding,
    lines_of,
    refuse_long_line,
    utf8_blocks,
)
from ingestion.errors import FileError
from ingestion.workspace.sources import Source

SLOW_ROWS = 20_000
DELIMITERS = ";,\t|"
LF, CR = 10, 13


class CsvReader:
    """A delimited text; `header_line` is the physical line of its header."""

    native = None
    sheet = None
    row_offset = 0

    def __init__(self, delivery: Delivery, source: Source) -> None:
        self.warnings: list[str] = []
        self._delivery = delivery
        self._quote = source.options.quote
        with delivery.open() as stream:
            if stream.peek(4).startswith(b"PK\x03\x04"):
                raise FileError(
                    "is a workbook or an archive with the name of a text: expected "
                    "CSV; set `format: xlsx`, or name it as what it is",
                    file=delivery.label,
                )
            self._encoding = source.options.encoding or detect_encoding(stream)
        if self._encoding == "latin-1" and not source.options.encoding:
            self.warnings.append(
                "no encoding fits for sure, read as latin-1: check the accents, or "
                "set options.encoding"
            )
        self.header_line = source.header_row
        lines = self._first_lines()
        names, delimiter, line_count = [], ";", 0
        for candidate in source.options.delimiter or DELIMITERS:
            records = csv.reader(
                lines[self.header_line - 1 :],
                delimiter=candidate,
                quotechar=self._quote,
            )
            found = next(records)
            if len(found) > len(names):
                names, delimiter, line_count = found, candidate, records.line_num
        self.header, self._delimiter = names, delimiter
        self._start_line = self.header_line + line_count
        head = lines[: self._start_line - 1]
        self._start_byte = sum(len(line.encode()) for line in head)

    def _first_lines(self) -> list[str]:
        """Return enough lines to hold the header, whatever line breaks it quotes."""
        text, label = b"", self._delivery.label
        with self._delivery.open() as stream:
            for block in utf8_blocks(stream, self._encoding, label):
                text += block
                if len(text) > MAX_LINE_BYTES or text.count(b"\n") > self.header_line:
                    break
        if not text.strip():
            raise FileError(
                "is empty: expected a header line; deliver it again, or a header "
                "alone where there is nothing to say",
                file=label,
            )
        lines = [line + b"\n" for line in text.split(b"\n")]
        for number, line in enumerate(lines[: self.header_line], 1):
            refuse_long_line(len(line), number, label)
        if len(lines) < self.header_line or not lines[self.header_line - 1].strip():
            raise FileError(
                "is blank: expected the columns' names here; correct header_row",
                file=label,
                line=self.header_line,
            )
        # A hundred lines are enough for any header, and cheap to parse four times.
        return [line.decode() for line in lines[: self.header_line + 100]]

    def blocks(self, wanted: list[str]) -> Iterator[Block]:
        """Yield the records after the header; `rows` are the lines they start on."""
        line, rest = self._start_line, b""
        with self._delivery.open() as stream:
            texts = self._after_header(stream)
            for text in texts:
                rest += text
                ends = self._record_ends(rest)
                if ends is None:
                    yield from self._slow_blocks(rest, texts, line, wanted)
                    return
                if len(ends):
                    part, rest = rest[: ends[-1]], rest[ends[-1] :]
                    yield from self._parsed(part, ends, line, wanted)
                    line += part.count(b"\n")
                refuse_long_line(len(rest), line, self._delivery.label)
            if not rest:
                return
            rest += b"\n"
            ends = self._record_ends(rest)
            if ends is None or not len(ends) or ends[-1] < len(rest):
                yield from self._slow_blocks(rest, texts, line, wanted)
            else:
                yield from self._parsed(rest, ends, line, wanted)

    def _after_header(self, stream) -> Iterator[bytes]:
        left = self._start_byte
        for block in utf8_blocks(stream, self._encoding, self._delivery.label):
            if left < len(block):
                yield block[left:]
            left = max(0, left - len(block))

    def _record_ends(self, text: bytes) -> np.ndarray | None:
        """Return where whole records end; None where quotes are not clean.

        Clean: a quote opens after a delimiter or line end, closes before one, and
        is doubled inside. Then a line end after an even number of quotes ends a
        record.
        """
        data = np.frombuffer(text, np.uint8)
        ends = np.flatnonzero(data == LF) + 1
        if not (self._delimiter + self._quote).isascii():
            return None
        if self._quote.encode() not in text:
            return ends
        quotes = np.flatnonzero(data == ord(self._quote))
        edge = np.zeros(256, bool)
        edge[[ord(self._delimiter), LF, CR, ord(self._quote)]] = True
        opening, closing = quotes[::2], quotes[1::2]
        closing = closing[closing + 1 < len(data)]  # the next block shows the others
        if not edge[data[opening[opening > 0] - 1]].all():
            return None
        if not edge[data[closing + 1]].all():
            return None
        return ends[np.searchsorted(quotes, ends) % 2 == 0]

    def _parsed(
        self, text: bytes, ends: np.ndarray, line: int, wanted: list[str]
    ) -> Iterator[Block]:
        """Parse whole records with Arrow, or with Python where the two disagree."""
        data = np.frombuffer(text, np.uint8)
        starts = np.concatenate(([0], ends[:-1]))
        longest = int(np.argmax(ends - starts))
        if ends[longest] - starts[longest] > MAX_LINE_BYTES:
            before = text.count(b"\n", 0, int(starts[longest]))
            refuse_long_line(MAX_LINE_BYTES + 1, line + before, self._delivery.label)
        # Arrow passes over empty lines without a word.
        following = data[np.minimum(starts + 1, len(data) - 1)]
        empty = (data[starts] == LF) | ((data[starts] == CR) & (following == LF))
        starts = starts[~empty]
        if not len(starts):
            return
        lines = np.flatnonzero(data == LF)
        rows = line + np.searchsorted(lines, starts)
        invalid: list[pacsv.InvalidRow] = []
        names = [f"\0{at}" if not name else name for at, name in enumerate(self.header)]
        try:
            table = pacsv.read_csv(
                pa.py_buffer(text),
                pacsv.ReadOptions(
                    column_names=names, use_threads=False, block_size=len(text) + 1
                ),
                pacsv.ParseOptions(
                    delimiter=self._delimiter,
                    quote_char=self._quote,
                    newlines_in_values=True,
                    invalid_row_handler=lambda row: invalid.append(row) or "skip",
                ),
                pacsv.ConvertOptions(
                    column_types={name: pa.string() for name in wanted},
                    strings_can_be_null=False,
                    include_columns=wanted,
                ),
            )
        except pa.ArrowInvalid:  # its words may quote a value
            table = None
        if table is None or table.num_rows + len(invalid) != len(rows):
            yield from self._slow_blocks(text, iter(()), line, wanted)
            return
        block = Block(table, rows)
        if invalid:
            keep = np.ones(len(rows), bool)
            keep[[row.number - 1 for row in invalid]] = False
            block.rows = rows[keep]
            for row in invalid:
                marks = self._delimiter + self._quote
                self._leave_out(block, row.text.strip(marks), rows[row.number - 1])
        yield block

    def _leave_out(self, block: Block, first_value: str, line: int) -> None:
        if is_filler(first_value):
            block.skipped_count += 1
        else:
            block.ragged.append(int(line))

    def _slow_blocks(
        self, text: bytes, more: Iterator[bytes], line: int, wanted: list[str]
    ) -> Iterator[Block]:
        """Parse with Python's csv module from here to the end."""
        label, at_end = self._delivery.label, False

        def source() -> Iterator[str]:
            nonlocal at_end
            yield from lines_of(text, more, line, label)
            at_end = True

        csv.field_size_limit(MAX_LINE_BYTES)
        records = csv.reader(source(), delimiter=self._delimiter, quotechar=self._quote)
        places = [self.header.index(name) for name in wanted]
        block, values, rows, read = None, [], [], 0
        while True:
            start = line + read
            try:
                record = next(records, None)
            except csv.Error:
                at_end = True
            if at_end and record is not None:
                raise FileError(
                    "a quote opened in this row is never closed: expected its pair; "
                    "correct the file, deliver it whole, or set options.quote",
                    file=label,
                    line=start,
                )
            read = records.line_num
            block = block or Block(pa.table({}), np.zeros(0, np.int64))
            if record is None or len(rows) == SLOW_ROWS:
                columns = zip(*values, strict=True) if values else [[] for _ in places]
                columns = [pa.array(column, pa.string()) for column in columns]
                block.table = pa.table(columns, names=wanted)
                block.rows = np.array(rows, np.int64)
                yield block
                block, values, rows = None, [], []
                block = Block(pa.table({}), np.zeros(0, np.int64))
            if record is None:
                return
            if len(record) == len(self.header):
                values.append([record[at] for at in places])
                rows.append(start)
            elif record:
                first = next((value for value in record if value.strip()), "")
                self._leave_out(block, first, start)
