"""What every entity is shaped with, and how its rows that hold become a table."""

from dataclasses import dataclass

import pyarrow as pa

from ingestion.connectors.files.cells import Cells
from ingestion.connectors.files.checked_times import TimeChecker
from ingestion.connectors.files.identifiers import Pseudonyms, identifier_table
from ingestion.connectors.files.link_records import LinkRecords


@dataclass
class Shaping:
    """One block on its way to raw tables."""

    cells: Cells
    checker: TimeChecker
    pseudonyms: Pseudonyms
    provenance: dict[str, pa.Array]  # contract.PROVENANCE, row for row
    links: LinkRecords | None = None  # where a source's `links` gather names

    @property
    def taken(self) -> pa.Array:
        """Mask of the rows that nothing has rejected so far."""
        return pa.array(self.checker.verdicts.accepted)

    def table(
        self,
        schema: pa.Schema,
        columns: dict[str, pa.Array],
        hashed: dict[str, pa.Array],
    ) -> pa.Table:
        """Return the rows that hold.

        `columns` are those of all rows; `hashed`, dear to make, of `taken` only.
        """
        taken = self.taken
        found = {
            name: column.filter(taken)
            for name, column in (columns | self.provenance).items()
        }
        count = int(self.checker.verdicts.accepted.sum())
        found |= hashed
        found["source_name"] = pa.repeat(self.pseudonyms.source_name, count)
        return pa.table([found[name] for name in schema.names], schema=schema)

    def identifiers(self, beside: pa.Table, schema: pa.Schema) -> pa.Table:
        """Return the identifiers of a table's rows, one a row; unusable ones count."""
        found, unusable_count = self.pseudonyms.identifiers(self.cells, self.taken)
        self.checker.progress.rejected_identifier_count += unusable_count
        return identifier_table(found, beside, schema)
