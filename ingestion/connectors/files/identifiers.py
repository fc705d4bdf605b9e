"""Identifiers in clear become keyed hashes, one row each, beside what carries them."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.connectors.files.cells import Cells
from ingestion.contract import IDENTIFIER_TYPES
from ingestion.identity import keyed_hashes, normalised
from ingestion.workspace.sources import Source


@dataclass(frozen=True)
class Pseudonyms:
    """The secret and the spaces in which one source's identifiers are compared."""

    key: bytes
    source_name: str
    source: Source
    country: str

    def space(self, kind: str) -> str:
        """Return where values of one type mean the same: everywhere, or in a source."""
        if kind in ("email", "phone"):
            return ""
        if kind in ("account", "order"):
            return self.source.account_space or self.source_name
        if kind == "social":
            return self.source.social_space or self.source_name
        return self.source_name

    def hashes(self, kind: str, values: pa.Array) -> pa.Array:
        """Return the keyed hashes of normalised values."""
        return keyed_hashes(self.key, kind, self.space(kind), values)

    def identifiers(
        self, cells: Cells, taken: pa.Array
    ) -> tuple[list[tuple[str, np.ndarray, pa.Array]], np.ndarray]:
        """Return (type, row positions, hashes) of each identifier column.

        `taken` masks the rows; positions count the rows taken. One identifier
        stands once a row. The second result counts each row's unusable values.
        """
        count = int(pc.sum(taken).as_py() or 0)
        found, unusable = [], np.zeros(count, np.int64)
        for kind in IDENTIFIER_TYPES:
            target = f"customer_{kind}"
            if not cells.has(target):
                continue
            several = cells.mapped(target).kind == "each"
            columns = cells.parts(target) if several else [cells.text(target)]
            earlier: list[pa.Array] = []
            for column in columns:
                clear = column.filter(taken)
                usable = normalised(kind, clear, self.country)
                given, kept = _valid(clear), _valid(usable)
                unusable += given & ~kept
                hashes = self.hashes(kind, usable)
                for other in earlier:
                    same = pc.fill_null(pc.equal(hashes, other), False)
                    kept &= ~same.to_numpy(zero_copy_only=False)
                earlier.append(hashes)
                at = np.flatnonzero(kept)
                found.append((kind, at, hashes.take(pa.array(at))))
        return found, unusable


def identifier_table(
    found: list[tuple[str, np.ndarray, pa.Array]], beside: pa.Table, schema: pa.Schema
) -> pa.Table:
    """Return the long table: what `beside` says of a row, and its identifier."""
    parts = []
    for kind, at, hashes in found:
        shared = [name for name in schema.names if name in beside.schema.names]
        rows = beside.select(shared).take(pa.array(at))
        columns = {name: rows.column(name) for name in rows.schema.names}
        columns["identifier_type"] = pa.repeat(kind, len(at))
        columns["identifier_key"] = hashes
        parts.append(pa.table([columns[name] for name in schema.names], schema=schema))
    return pa.concat_tables(parts) if parts else schema.empty_table()


def _valid(column: pa.Array) -> np.ndarray:
    return pc.is_valid(column).to_numpy(zero_copy_only=False)
