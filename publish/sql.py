"""How SQL is written and DuckDB set, wherever publish uses it."""

import os
from pathlib import Path


def quoted(name: str) -> str:
    """Return a name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def settings(spill: Path) -> dict[str, str]:
    """Return how DuckDB is set wherever publish opens it."""
    memory = os.environ.get("WAREHOUSE_MEMORY", "4GB")
    return {"memory_limit": memory, "temp_directory": str(spill)}
