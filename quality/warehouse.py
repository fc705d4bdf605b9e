"""DuckDB as audits use it: in memory, spilling beside the data, times in UTC."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb


@contextlib.contextmanager
def open_memory(data_dir: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open an empty DuckDB in memory for the time of an audit."""
    spill = data_dir / "quality" / f".spill-{os.getpid()}"
    memory = os.environ.get("WAREHOUSE_MEMORY", "4GB")
    config = {"memory_limit": memory, "temp_directory": str(spill)}
    try:
        with duckdb.connect(config=config) as connection:
            connection.execute("set TimeZone = 'UTC'")
            yield connection
    finally:
        shutil.rmtree(spill, ignore_errors=True)
