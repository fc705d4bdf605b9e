"""Names, birth dates and addresses of customer rows, for links: in memory only.

They pass from the file to the model and are gone with the run. Only pairs of account
keys with a probability are landed.
"""

import duckdb
import pyarrow as pa

from ingestion.connectors.files.cells import Cells
from ingestion.connectors.files.mapping import LINK
from ingestion.connectors.files.source_run import SourceRun
from ingestion.contract import CUSTOMER_LINKS
from ingestion.links.pairs import probable_pairs
from ingestion.links.records import comparable
from ingestion.workspace.links import Links

# The order of versions of a customer, as stg_files__customers has it.
VERSION = (
    "version_number",
    "valid_from",
    "delivered_at",
    "modified_at",
    "delivery_id",
    "source_row",
)


class LinkRecords:
    """Gathers what links compare, block by block."""

    def __init__(self, links: Links) -> None:
        self._links = links
        self._parts: list[pa.Table] = []

    def add(self, customers: pa.Table, cells: Cells, taken: pa.Array) -> None:
        """Take in the rows of a block that hold: `customers`, and their clear cells."""
        table = customers.select(["account_key", *VERSION])
        for name in self._links.columns:
            text = cells.text(LINK + name).filter(taken)
            table = table.append_column(LINK + name, text.cast(pa.string()))
        self._parts.append(table)

    def take_over(self, other: "LinkRecords") -> None:
        """Take in what another one gathered of a delivery that holds."""
        self._parts += other._parts

    def pairs(self, run: SourceRun) -> pa.Table:
        """Return the pairs to land (contract.CUSTOMER_LINKS), of all rows gathered."""
        latest = self._latest()
        clear = {name: latest[LINK + name] for name in self._links.columns}
        records = comparable(
            latest["account_key"],
            {name: text.combine_chunks() for name, text in clear.items()},
            self._links,
            run.workspace.defaults.max_group_size,
        )
        pairs = probable_pairs(records, self._links)
        columns = {name: pairs[name] for name in pairs.column_names} | {
            "source_name": pa.repeat(run.source_name, pairs.num_rows),
            "loaded_at": pa.repeat(
                pa.scalar(run.loaded_at, CUSTOMER_LINKS.field("loaded_at").type),
                pairs.num_rows,
            ),
        }
        ordered = [columns[name] for name in CUSTOMER_LINKS.names]
        return pa.table(ordered, schema=CUSTOMER_LINKS)

    def _latest(self) -> pa.Table:
        """Return the latest version of each account, one row each, in key order."""
        rows = pa.concat_tables(self._parts)  # read by its name in the query
        order = ", ".join(f"{name} desc nulls last" for name in VERSION)
        with duckdb.connect(":memory:", config={"temp_directory": ""}) as memory:
            memory.register("rows", rows)
            return memory.sql(
                "select * from rows qualify row_number() over "
                f"(partition by account_key order by {order}) = 1 order by account_key"
            ).to_arrow_table()
