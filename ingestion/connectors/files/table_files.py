"""The Parquet files of one delivery, one a table."""

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingestion.contract import RAW_TABLES

Part = tuple[str, Path, int]  # table, file, rows
WAITING_BLOCKS = 2


def parquet_writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """Return a writer of raw Parquet: quick first, small second."""
    return pq.ParquetWriter(path, schema, compression="zstd", compression_level=1)


class TableFiles:
    """Files in a folder of their own, written while the next block is shaped."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._rows: dict[str, int] = {}
        self._thread = ThreadPoolExecutor(1)
        self._writes: deque[Future] = deque()
        folder.mkdir(parents=True)

    def write(self, name: str, table: pa.Table) -> None:
        """Add rows to a raw table; without rows no file is made."""
        if not table.num_rows:
            return
        if name not in self._writers:
            self._writers[name] = parquet_writer(self._path(name), RAW_TABLES[name])
            self._rows[name] = 0
        self._rows[name] += table.num_rows
        # Arrow compresses on the other core; a few blocks may wait, no more.
        if len(self._writes) > WAITING_BLOCKS:
            self._writes.popleft().result()
        write = self._writers[name].write_table
        self._writes.append(self._thread.submit(write, table))

    def finished(self) -> list[Part]:
        """Close the files and return them; what could not be written raises."""
        while self._writes:
            self._writes.popleft().result()
        self._close()
        return [(name, self._path(name), rows) for name, rows in self._rows.items()]

    def discard(self) -> None:
        """Leave nothing."""
        self._close()
        for path in self._folder.glob("*"):
            path.unlink()
        self._folder.rmdir()

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.parquet"

    def _close(self) -> None:
        self._thread.shutdown()
        for writer in self._writers.values():
            writer.close()
        self._writers = {}
