"""Whether anything changed: one hash of all that a snapshot says."""

import hashlib
import json
from pathlib import Path

import duckdb

from publish.candidate import Mart
from publish.sql import quoted

WHEN_LOADED = "loaded_at"  # the same data landed again are the same data
HERE = Path(__file__).parent


def fingerprint(
    connection: duckdb.DuckDBPyConnection, marts: tuple[Mart, ...], *texts: str
) -> str:
    """Return a SHA-256 over the marts' rows, in any order, the texts and our code.

    Two sums over 64-bit hashes of whole rows need no sort, so the fingerprint of
    a hundred million rows costs one scan.
    """
    content = {
        "tables": {mart.name: _table(connection, mart) for mart in marts},
        "texts": texts,
        "code": _code(),
    }
    return hashlib.sha256(json.dumps(content).encode("utf-8")).hexdigest()


def _table(connection: duckdb.DuckDBPyConnection, mart: Mart) -> list[str]:
    columns = [column for column in mart.columns if column.name != WHEN_LOADED]
    values = ", ".join(
        # Sums of doubles differ in their last digits with the order of addition.
        f"round({column.expression}, 6)"
        if column.type in ("DOUBLE", "FLOAT")
        else column.expression
        for column in columns
    )
    row = connection.execute(
        f"select count(*), sum(cast(hash({values}) as hugeint)), "
        f"bit_xor(hash('again', {values})) from marts.{quoted(mart.name)}"
    ).fetchone()
    return [*map(str, row), *(f"{column.name} {column.type}" for column in columns)]


def _code() -> str:
    """Return a hash of what turns marts into files: this package."""
    digest = hashlib.sha256()
    for path in sorted(HERE.glob("*.*")):
        digest.update(path.name.encode("utf-8") + b"\0" + path.read_bytes())
    return digest.hexdigest()
