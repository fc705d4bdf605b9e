"""Small deliveries share a Parquet file: thousands of tiny ones are slow to read."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingestion.connectors.files.table_files import SMALL_ROWS, Part, parquet_writer


class Packing:
    """Gathers the small tables of finished deliveries into one file a table."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: dict[str, list[pa.Table]] = {}
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._rows: dict[str, int] = {}

    def add(self, tables: dict[str, list[pa.Table]]) -> None:
        """Take in the tables of a delivery, by name."""
        for name, parts in tables.items():
            waiting = self._waiting.setdefault(name, [])
            waiting += parts
            self._rows[name] = self._rows.get(name, 0) + _row_count(parts)
            if _row_count(waiting) >= SMALL_ROWS:
                self._flush(name)

    def finished(self) -> list[Part]:
        """Return the files, closed."""
        for name in self._waiting:
            self._flush(name)
        for writer in self._writers.values():
            writer.close()
        return [(name, self._path(name), rows) for name, rows in self._rows.items()]

    def _flush(self, name: str) -> None:
        parts, self._waiting[name] = self._waiting[name], []
        if not parts:
            return
        if name not in self._writers:
            self._writers[name] = parquet_writer(self._path(name), parts[0].schema)
        self._writers[name].write_table(pa.concat_tables(parts))

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.parquet"


def _row_count(tables: list[pa.Table]) -> int:
    return sum(table.num_rows for table in tables)
