"""Small deliveries share a Parquet file: thousands of tiny ones are slow to read."""

from itertools import groupby
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingestion.connectors.files.table_files import Part, parquet_writer

SMALL_ROWS = 100_000  # about a row group; larger files stay as they are


def pack(parts: list[Part], folder: Path) -> list[Part]:
    """Return the same rows in fewer files; the small ones that went in are removed."""
    packed = [part for part in parts if part[2] >= SMALL_ROWS]
    small = sorted(part for part in parts if part[2] < SMALL_ROWS)
    for table, group in groupby(small, key=lambda part: part[0]):
        packed.append(_joined(table, list(group), folder))
    return packed


def _joined(table: str, parts: list[Part], folder: Path) -> Part:
    if len(parts) == 1:
        return parts[0]
    path = folder / f"{table}.parquet"
    waiting: list[pa.Table] = []
    with parquet_writer(path, pq.read_schema(parts[0][1])) as writer:
        for _, part, _ in parts:
            with pq.ParquetFile(part) as file:
                waiting.append(file.read())
            part.unlink()
            if sum(one.num_rows for one in waiting) >= SMALL_ROWS:
                writer.write_table(pa.concat_tables(waiting))
                waiting = []
        if waiting:
            writer.write_table(pa.concat_tables(waiting))
    return table, path, sum(rows for _, _, rows in parts)
