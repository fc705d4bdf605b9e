"""What a load must keep to before anything reads it: the interaction contract.

Plain checks, block by block, so that a load of any size is audited in little
memory. Nothing here changes a file.
"""

from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ingestion.contract import (
    CHANNELS,
    DIRECTIONS,
    IDENTIFIER_TYPES,
    OUTCOMES,
    RAW_TABLES,
    STATUSES,
    THREAD_KINDS,
)

NOT_NULL = {
    "interactions": (
        "source_name",
        "source_interaction_id",
        "channel",
        "direction",
        "outcome",
        "started_at",
        "delivery_id",
    ),
    "identifiers": ("source_interaction_id", "identifier_type", "identifier_key"),
    "customers": ("source_name", "account_key", "delivery_id"),
    "customer_identifiers": ("account_key", "identifier_type", "identifier_key"),
    "activity": ("source_name", "month_started_on", "customer_segment"),
    "deliveries": ("source_name", "entity", "delivery_id", "accepted_count"),
}
WORDS = {
    "channel": CHANNELS,
    "direction": DIRECTIONS,
    "outcome": OUTCOMES,
    "source_status": STATUSES,
    "thread_kind": THREAD_KINDS,
    "identifier_type": IDENTIFIER_TYPES,
    "entity": ("interactions", "customers", "activity"),
    "customer_type": ("person", "organisation"),
}
ENTITIES = ("interactions", "customers", "activity")  # tables that deliveries count


def first_fault(raw: Path, source_name: str, files: list[str]) -> str | None:
    """Return what is wrong with a load, or None.

    `files` are its Parquet files, `<source>/<table>/<file>`, under `raw`. A fault
    names file and column, never a value that could be a person's.
    """
    landed: dict[str, Counter] = {table: Counter() for table in ENTITIES}
    announced: dict[str, Counter] = {table: Counter() for table in ENTITIES}
    for name in files:
        table = name.split("/")[1]
        if table not in RAW_TABLES:
            return f"{name}: the contract has no table {table}"
        try:
            fault = _fault_of_file(raw / name, table, source_name, landed, announced)
        except (pa.ArrowException, OSError) as error:
            return f"{name}: cannot be read ({str(error).splitlines()[0]})"
        if fault:
            return f"{name}: {fault}"
    for table in ENTITIES:
        for delivery in sorted(landed[table].keys() | announced[table].keys()):
            there, said = landed[table][delivery], announced[table][delivery]
            if there != said:
                return (
                    f"{table}: {there:,} rows landed of a delivery that accepted "
                    f"{said:,} (delivery {delivery[:12]})"
                )
    return None


def _fault_of_file(
    path: Path,
    table: str,
    source_name: str,
    landed: dict[str, Counter],
    announced: dict[str, Counter],
) -> str | None:
    with pq.ParquetFile(path) as file:
        fault = _fault_of_schema(file.schema_arrow, RAW_TABLES[table])
        if fault:
            return fault
        for block in file.iter_batches():
            fault = _fault_of_block(block, table, source_name)
            if fault:
                return fault
            if table in ENTITIES:
                counts = pc.value_counts(block["delivery_id"]).to_pylist()
                landed[table].update({row["values"]: row["counts"] for row in counts})
            elif table == "deliveries":
                for row in block.to_pylist():
                    counter = announced[row["entity"]]
                    counter[row["delivery_id"]] += row["accepted_count"]
    return None


def _fault_of_schema(schema: pa.Schema, contract: pa.Schema) -> str | None:
    there = [(field.name, str(field.type)) for field in schema]
    asked = [(field.name, str(field.type)) for field in contract]
    if there == asked:
        return None
    for name, kind in asked:
        if name not in schema.names:
            return f"column {name} is missing"
        if (name, kind) not in there:
            return f"column {name} is {schema.field(name).type}, expected {kind}"
    more = [name for name in schema.names if name not in contract.names]
    if more:
        return f"column {more[0]} is not in the contract"
    return "the columns are in another order than the contract's"


def _fault_of_block(block: pa.RecordBatch, table: str, source: str) -> str | None:
    for column in NOT_NULL.get(table, ()):
        if block[column].null_count:
            return f"column {column} is empty in {block[column].null_count:,} rows"
    for column in block.schema.names:
        values, words = block[column], WORDS.get(column)
        if (
            words
            and not pc.all(
                pc.or_(pc.is_null(values), pc.is_in(values, pa.array(words)))
            ).as_py()
        ):
            return f"column {column} holds a word that is none of {', '.join(words)}"
    if not pc.all(pc.equal(block["source_name"], source)).as_py():
        return f"column source_name holds another source than {source}"
    return None
