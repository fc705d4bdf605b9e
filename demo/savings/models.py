"""The project's own SQL on what was ingested, in memory, without starting dbt anew."""

import json
import os
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import duckdb

from demo.accuracy.pipeline import DEMO, IDENTITY_KEY
from ingestion.landing import completed_files
from ingestion.workspace.landing import land_workspace
from ingestion.workspace.reader import read_workspace

ROOT = DEMO.parent
PROJECT = ROOT / "dbt_project"
WANTED = ("+what_if_savings", "interactions")


class Model(NamedTuple):
    """A relation, view or table, and the query that makes it."""

    schema: str
    name: str
    kind: str
    query: str


def compiled(folder: Path) -> list[Model]:
    """Let dbt build the models once without data; return them in building order.

    `folder` must be empty. Raises RuntimeError where dbt fails.
    """
    data_dir = folder / "data"
    (data_dir / "raw" / "_audits").mkdir(parents=True)
    land_workspace(read_workspace(DEMO), data_dir, IDENTITY_KEY.encode())
    given = {
        "DATA_DIR": str(data_dir),
        "WAREHOUSE_PATH": str(data_dir / "warehouse.duckdb"),
        "DBT_PROJECT_DIR": str(PROJECT),
        "DBT_PROFILES_DIR": str(PROJECT),
        "DBT_TARGET_PATH": str(data_dir / "dbt"),
        "DBT_LOG_PATH": str(data_dir / "logs"),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }
    dbt = str(Path(sys.executable).parent / "dbt")
    ran = subprocess.run(
        [dbt, "run", "--quiet", "--select", *WANTED],
        env=os.environ | given,
        capture_output=True,
        text=True,
    )
    if ran.returncode:
        raise RuntimeError(f"dbt could not build the models:\n{ran.stdout}")
    target = data_dir / "dbt"
    nodes = json.loads((target / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    texts = {
        path.stem: path.read_text(encoding="utf-8")
        for path in (target / "compiled").rglob("models/**/*.sql")
    }
    built = {
        name: node
        for name, node in nodes.items()
        if node["resource_type"] == "model" and node["name"] in texts
    }
    before = {
        name: [one for one in node["depends_on"]["nodes"] if one in built]
        for name, node in built.items()
    }
    return [
        Model(
            built[name]["schema"],
            built[name]["name"],
            built[name]["config"]["materialized"],
            texts[built[name]["name"]],
        )
        for name in TopologicalSorter(before).static_order()
    ]


def warehouse(models: list[Model], data_dir: Path) -> duckdb.DuckDBPyConnection:
    """Return a warehouse in memory, its models built on all loads of `data_dir`."""
    connection = duckdb.connect()
    connection.execute("set TimeZone = 'UTC'; set preserve_insertion_order = false")
    connection.execute("attach ':memory:' as warehouse; use warehouse")
    schemas = {"raw", "workspace"} | {model.schema for model in models}
    for schema in sorted(schemas):
        connection.execute(f"create schema {schema}")
    _show_raw(connection, data_dir)
    for model in models:
        kind = "view" if model.kind == "view" else "table"
        connection.execute(
            f"create {kind} {model.schema}.{model.name} as {model.query}"
        )
    return connection


def _show_raw(connection: duckdb.DuckDBPyConnection, data_dir: Path) -> None:
    """Show the raw files as views, no load held (macros: create_raw_views)."""
    raw = data_dir / "raw"
    sources = [path.name for path in sorted(raw.glob("[a-z]*"))]
    for empty in sorted((raw / "_empty").glob("*.parquet")):
        files = [empty]
        for source in sources:
            files += completed_files(data_dir, source, empty.stem)
        _view(connection, f'raw."{empty.stem}"', files)
    for path in sorted((raw / "_workspace").glob("*.parquet")):
        _view(connection, f'workspace."{path.stem}"', [path])
    connection.execute(
        "create view raw.held_loads as select null::varchar as source_name, "
        "null::varchar as load_id, null::timestamptz as holds_from_at where false"
    )


def _view(connection: duckdb.DuckDBPyConnection, name: str, files: list[Path]) -> None:
    listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in files)
    connection.execute(
        f"create view {name} as select * from "
        f"read_parquet([{listed}], union_by_name = true)"
    )
