"""The view `files`: whether each file of a load can be read, and has its shape."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ingestion.contract import RAW_TABLES


def files_view(raw: Path, files: list[str]) -> pd.DataFrame:
    """Return one row per Parquet file, `<source>/<table>/<file>` under `raw`.

    Every block is decoded once and let go: what is damaged shows here, in the
    memory of one block.
    """
    return pd.DataFrame([_row(raw, name) for name in files])


def _row(raw: Path, name: str) -> dict:
    table = name.split("/")[1]
    contract = RAW_TABLES.get(table)
    row = {
        "place": name,
        "is_readable": True,
        "is_known_table": contract is not None,
        "columns_found": "",
        "columns_expected": "",
        "types_found": "",
        "types_expected": "",
        "fault": None,
    }
    if contract is None:
        return row
    try:
        with pq.ParquetFile(raw / name) as file:
            schema = file.schema_arrow
            for _ in file.iter_batches():
                pass
    except (pa.ArrowException, OSError) as error:
        said = str(error).splitlines()[0]
        return row | {"is_readable": False, "fault": f"{name}: {said}"}
    return row | {
        "columns_found": ", ".join(schema.names),
        "columns_expected": ", ".join(contract.names),
        "types_found": _types(schema, contract.names),
        "types_expected": _types(contract, schema.names),
        "fault": _difference(name, schema, contract),
    }


def _types(schema: pa.Schema, asked: list[str]) -> str:
    """Return the types of the columns that both have, in a fixed order."""
    both = sorted(set(schema.names) & set(asked))
    return ", ".join(f"{column} {schema.field(column).type}" for column in both)


def _difference(name: str, schema: pa.Schema, contract: pa.Schema) -> str | None:
    for field in contract:
        if field.name not in schema.names:
            return f"{name}: column {field.name} is missing"
        kind = schema.field(field.name).type
        if str(kind) != str(field.type):
            return f"{name}: column {field.name} is {kind}, not {field.type}"
    more = [column for column in schema.names if column not in contract.names]
    if more:
        return f"{name}: column {more[0]} is not in the contract"
    if schema.names != contract.names:
        return f"{name}: the columns are in another order"
    return None
