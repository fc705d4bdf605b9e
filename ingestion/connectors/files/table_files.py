"""The rows of one delivery, one table each: in memory while few, then in a file."""

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingestion.contract import RAW_TABLES

Part = tuple[str, Path, int]  # table, file, rows
WAITING_BLOCKS = 2
SMALL_ROWS = 100_000  # about a row group: up to here files are not worth their while


def parquet_writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """Return a writer of raw Parquet: quick first, small second."""
    return pq.ParquetWriter(path, schema, compression="zstd", compression_level=1)


class TableFiles:
    """A delivery's tables; large ones are written while the next block is shaped."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[str, list[pa.Table]] = {}
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._rows: dict[str, int] = {}
        self._thread: ThreadPoolExecutor | None = None
        self._writes: deque[Future] = deque()

    def write(self, name: str, table: pa.Table) -> None:
        """Add rows to a raw table."""
        if not table.num_rows:
            return
        self._rows[name] = self._rows.get(name, 0) + table.num_rows
        held = [*self._held.pop(name, []), table]
        if name not in self._writers:
            if self._rows[name] < SMALL_ROWS:
                self._held[name] = held
                return
            self._folder.mkdir(parents=True, exist_ok=True)
            self._writers[name] = parquet_writer(self._path(name), RAW_TABLES[name])
        for one in held:
            self._write(name, one)

    def _write(self, name: str, table: pa.Table) -> None:
        # Arrow compresses on the other core; a few blocks may wait, no more.
        if len(self._writes) > WAITING_BLOCKS:
            self._writes.popleft().result()
        self._thread = self._thread or ThreadPoolExecutor(1)
        write = self._writers[name].write_table
        self._writes.append(self._thread.submit(write, table))

    def finished(self) -> tuple[list[Part], dict[str, list[pa.Table]]]:
        """Return the files, closed, and the small tables; what failed raises."""
        while self._writes:
            self._writes.popleft().result()
        files = [(name, self._path(name), self._rows[name]) for name in self._writers]
        self._close()
        return files, self._held

    def discard(self) -> None:
        """Leave nothing."""
        self._close()
        self._held = {}
        for path in self._folder.glob("*"):
            path.unlink()

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.parquet"

    def _close(self) -> None:
        if self._thread:
            self._thread.shutdown()
        for writer in self._writers.values():
            writer.close()
        self._writers = {}
