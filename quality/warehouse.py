"""How audits set DuckDB: memory as given, spilling beside the data, times in UTC."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb


@contextlib.contextmanager
def open_duckdb(
    data_dir: Path, path: Path | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database to read for the time of an audit; without path, an empty one.

    What it spills is removed afterwards.
    """
    spill = data_dir / "quality" / f".spill-{os.getpid()}"
    memory = os.environ.get("WAREHOUSE_MEMORY", "4GB")
    config = {"memory_limit": memory, "temp_directory": str(spill)}
    try:
        with duckdb.connect(
            path or ":memory:", read_only=path is not None, config=config
        ) as connection:
            connection.execute("set TimeZone = 'UTC'")
            yield connection
    finally:
        shutil.rmtree(spill, ignore_errors=True)
