"""Identifiers in clear become keyed hashes, one row each, beside what carries them."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.connectors.files.cells import Cells
from ingestion.connectors.files.verdicts import as_mask
from ingestion.contract import IDENTIFIER_TYPES
from ingestion.identity import identifier_space, keyed_hashes, normalised
from ingestion.workspace.sources import Source, Workspace

Found = tuple[str, np.ndarray, pa.Array]  # type, row positions, hashes


@dataclass(frozen=True)
class Pseudonyms:
    """The secret, and the spaces in which one source's identifiers are compared."""

    key: bytes
    source_name: str
    workspace: Workspace

    @property
    def source(self) -> Source:
        """The settings of the source."""
        return self.workspace.sources[self.source_name]

    def usable(self, kind: str, values: pa.Array) -> pa.Array:
        """Return identifiers of a type as they are compared, null where unusable."""
        workspace = self.workspace
        return normalised(kind, values, workspace.country, workspace.emails)

    def hashes(self, kind: str, values: pa.Array) -> pa.Array:
        """Return the keyed hashes of normalised values of an identifier type."""
        space = identifier_space(
            kind, self.source_name, self.source.account_space, self.source.social_space
        )
        return keyed_hashes(self.key, kind, space, values)

    def ids(self, kind: str, values: pa.Array, source_name: str) -> pa.Array:
        """Return ids of a source's own, hashed unless it says `ids: plain`."""
        if self.workspace.sources[source_name].ids == "plain":
            return values
        return keyed_hashes(self.key, kind, source_name, values)

    def identifiers(self, cells: Cells, taken: pa.Array) -> tuple[list[Found], int]:
        """Return the identifiers of each column, and how many values are unusable.

        `taken` masks the rows; positions count the rows taken. One identifier
        stands once a row.
        """
        found, unusable_count = [], 0
        for kind in IDENTIFIER_TYPES:
            target = f"customer_{kind}"
            if not cells.has(target):
                continue
            several = cells.mapped(target).kind == "each"
            columns = cells.parts(target) if several else [cells.text(target)]
            earlier: list[pa.Array] = []
            for column in columns:
                clear = column.filter(taken)
                usable = self.usable(kind, clear)
                kept = as_mask(pc.is_valid(usable))
                unusable_count += int((as_mask(pc.is_valid(clear)) & ~kept).sum())
                hashes = self.hashes(kind, usable)
                for other in earlier:
                    kept &= ~as_mask(pc.equal(hashes, other))
                earlier.append(hashes)
                at = np.flatnonzero(kept)
                found.append((kind, at, hashes.take(pa.array(at))))
        return found, unusable_count


def identifier_table(
    found: list[Found], beside: pa.Table, schema: pa.Schema
) -> pa.Table:
    """Return the long table: what `beside` says of a row, and its identifier."""
    shared = [name for name in schema.names if name in beside.schema.names]
    parts = []
    for kind, at, hashes in found:
        rows = beside.select(shared).take(pa.array(at))
        columns = {name: rows.column(name) for name in shared}
        columns["identifier_type"] = pa.repeat(kind, len(at))
        columns["identifier_key"] = hashes
        parts.append(pa.table([columns[name] for name in schema.names], schema=schema))
    return pa.concat_tables(parts) if parts else schema.empty_table()
