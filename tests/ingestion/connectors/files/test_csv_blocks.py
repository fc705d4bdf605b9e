"""Where a file is cut into blocks changes nothing."""

import random

import pytest

from ingestion.connectors.files.archives import Delivery
from ingestion.connectors.files.csv_reader import CsvReader
from ingestion.connectors.files.discovery import look
from ingestion.workspace.sources import Source

RECORDS = [
    ('A1;"two\nlines";x', ["A1", "two\nlines", "x"], 2),
    ("A2;é€;", ["A2", "é€", ""], 1),
    ('A3;"say ""no""";"a;b"', ["A3", 'say "no"', "a;b"], 1),
    ('"";"";""', ["", "", ""], 1),
    ("", None, 1),
    ("A5;too few", None, 1),
]
STRAY = ('A7;12" pizza;"x"', ["A7", '12" pizza', "x"], 1)


def read(path) -> tuple[list[list[str]], list[int], list[int]]:
    reader = CsvReader(Delivery(look(path), None, 0), Source(connector="files"))
    values, rows, ragged = [], [], []
    for block in reader.blocks(reader.header):
        assert block.table.num_rows == len(block.rows)
        values += [list(row.values()) for row in block.table.to_pylist()]
        rows += block.rows.tolist()
        ragged += block.ragged
    return values, rows, ragged


@pytest.mark.parametrize("stray", [False, True])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("block_bytes", [1, 2, 3, 7, 20, 1 << 20])
def test_records_and_their_lines(tmp_path, monkeypatch, block_bytes, end, stray):
    monkeypatch.setattr("ingestion.connectors.files.text.BLOCK_BYTES", block_bytes)
    draw = random.Random(5)
    records = draw.choices(RECORDS + [STRAY] * stray, k=60)
    path = tmp_path / "a.csv"
    text = end.join(["a;b;c", *(record for record, _, _ in records)])
    path.write_bytes(text.encode())
    expected, rows, ragged, line = [], [], [], 2
    for record, values, line_count in records:
        if values:
            expected.append(values)
            rows.append(line)
        elif record:
            ragged.append(line)
        line += line_count
    assert read(path) == (expected, rows, ragged)
