"""CSV in blocks: cut at record ends, parsed by Arrow as text, lines counted.

Arrow parses what is quoted cleanly. From the first block with a stray quote on
(`12" pizza`), Python's csv module does.
"""

from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from ingestion.connectors.files.archives import Delivery
from ingestion.connectors.files.blocks import Block
from ingestion.connectors.files.csv_header import CsvHeader, read_header
from ingestion.connectors.files.csv_slow import slow_blocks
from ingestion.connectors.files.text import lines_of, refuse_long_line, utf8_blocks
from ingestion.workspace.sources import Source

LF, CR = 10, 13


class CsvReader:
    """A delimited text; `header_line` is the physical line of its header."""

    native = None
    sheet = None
    row_offset = 0

    def __init__(self, delivery: Delivery, source: Source) -> None:
        self.warnings: list[str] = []
        self.header_line = source.header_row
        self._delivery = delivery
        self._head = read_header(delivery, source)
        self.header = self._head.names
        if self._head.encoding == "latin-1" and not source.options.encoding:
            self.warnings.append(
                "no encoding fits for sure, read as latin-1: check the accents, or "
                "set options.encoding"
            )

    def blocks(self, wanted: list[str]) -> Iterator[Block]:
        """Yield the records after the header; `rows` are the lines they start on."""
        line, rest = self._head.start_line, b""
        with self._delivery.open() as stream:
            texts = self._after_header(stream)
            for text in texts:
                rest += text
                ends = _record_ends(rest, self._head)
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
            ends = _record_ends(rest, self._head)
            if ends is None or not len(ends) or ends[-1] < len(rest):
                yield from self._slow_blocks(rest, texts, line, wanted)
            else:
                yield from self._parsed(rest, ends, line, wanted)

    def _after_header(self, stream: BinaryIO) -> Iterator[bytes]:
        left, label = self._head.start_byte, self._delivery.label
        for block in utf8_blocks(stream, self._head.encoding, label):
            if left < len(block):
                yield block[left:]
            left = max(0, left - len(block))

    def _parsed(
        self, text: bytes, ends: np.ndarray, line: int, wanted: list[str]
    ) -> Iterator[Block]:
        """Parse whole records with Arrow, or with Python where the two disagree."""
        data = np.frombuffer(text, np.uint8)
        starts = np.concatenate(([0], ends[:-1]))
        longest = int(np.argmax(ends - starts))
        before = text.count(b"\n", 0, int(starts[longest]))
        byte_count = int(ends[longest] - starts[longest])
        refuse_long_line(byte_count, line + before, self._delivery.label)
        # Arrow passes over empty lines without a word.
        following = data[np.minimum(starts + 1, len(data) - 1)]
        empty = (data[starts] == LF) | ((data[starts] == CR) & (following == LF))
        starts = starts[~empty]
        if not len(starts):
            return
        rows = line + np.searchsorted(np.flatnonzero(data == LF), starts)
        invalid: list[pacsv.InvalidRow] = []
        table = self._arrow_table(text, wanted, invalid)
        if table is None or table.num_rows + len(invalid) != len(rows):
            yield from self._slow_blocks(text, iter(()), line, wanted)
            return
        is_whole = np.ones(len(rows), bool)
        is_whole[[row.number - 1 for row in invalid]] = False
        block = Block(table, rows[is_whole])
        for row in invalid:
            first = row.text.strip(self._head.delimiter + self._head.quote)
            block.leave_out(first, rows[row.number - 1])
        yield block

    def _arrow_table(
        self, text: bytes, wanted: list[str], invalid: list[pacsv.InvalidRow]
    ) -> pa.Table | None:
        """Return the rows as long as the header; the others are added to `invalid`."""
        names = [f"\0{at}" if not name else name for at, name in enumerate(self.header)]
        try:
            return pacsv.read_csv(
                pa.py_buffer(text),
                pacsv.ReadOptions(
                    column_names=names, use_threads=False, block_size=len(text) + 1
                ),
                pacsv.ParseOptions(
                    delimiter=self._head.delimiter,
                    quote_char=self._head.quote,
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
            return None

    def _slow_blocks(
        self, text: bytes, more: Iterator[bytes], line: int, wanted: list[str]
    ) -> Iterator[Block]:
        label = self._delivery.label
        lines = lines_of(text, more, line, label)
        return slow_blocks(lines, self._head, line, wanted, label)


def _record_ends(text: bytes, head: CsvHeader) -> np.ndarray | None:
    """Return where whole records end; None where quotes are not clean.

    Clean: a quote opens after a delimiter or line end, closes before one, and is
    doubled inside. Then a line end after an even number of quotes ends a record.
    """
    data = np.frombuffer(text, np.uint8)
    ends = np.flatnonzero(data == LF) + 1
    if not (head.delimiter + head.quote).isascii():
        return None
    if head.quote.encode() not in text:
        return ends
    quotes = np.flatnonzero(data == ord(head.quote))
    edge = np.zeros(256, bool)
    edge[[ord(head.delimiter), LF, CR, ord(head.quote)]] = True
    opening, closing = quotes[::2], quotes[1::2]
    closing = closing[closing + 1 < len(data)]  # the next block shows the others
    if not edge[data[opening[opening > 0] - 1]].all():
        return None
    if not edge[data[closing + 1]].all():
        return None
    return ends[np.searchsorted(quotes, ends) % 2 == 0]
