"""An empty warehouse whose models can be filled with rows and run again."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa

from ingestion.workspace.landing import land_workspace
from ingestion.workspace.reader import read_workspace

ROOT = Path(__file__).parents[2]
SOURCES = """\
company: Simulated worlds
timezone: UTC
sources:
  worlds:
    connector: files
    path: none.csv
    columns: {source_interaction_id: id, started_at: start}
    constants: {channel: phone, direction: inbound}
"""


def run_dbt(data_dir: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run dbt on the warehouse of a folder and return what it said."""
    environment = os.environ | {
        "DATA_DIR": str(data_dir),
        "WAREHOUSE_PATH": str(data_dir / "warehouse.duckdb"),
        "DBT_PROJECT_DIR": str(ROOT / "dbt_project"),
        "DBT_PROFILES_DIR": str(ROOT / "dbt_project"),
        "DBT_TARGET_PATH": str(data_dir / "dbt"),
        "DBT_LOG_PATH": str(data_dir / "logs"),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }
    return subprocess.run(
        [str(Path(sys.executable).parent / "dbt"), *arguments],
        env=environment,
        capture_output=True,
        text=True,
    )


class Stage:
    """A warehouse built by dbt without any data, then filled model by model.

    `folder` must be empty; the warehouse and dbt's files are written there, by
    `dbt`, which is called as `run_dbt` is.
    """

    def __init__(
        self,
        folder: Path,
        dbt: Callable[..., subprocess.CompletedProcess] = run_dbt,
    ):
        workspace, data_dir = folder / "workspace", folder / "data"
        workspace.mkdir(parents=True)
        data_dir.mkdir()
        (workspace / "sources.yml").write_text(SOURCES)
        land_workspace(read_workspace(workspace), data_dir, b"no secret is hashed")
        (data_dir / "raw" / "_audits").mkdir()
        ran = dbt(data_dir, "run", "--quiet")
        if ran.returncode:
            raise RuntimeError(f"dbt could not build the models:\n{ran.stdout}")
        compiled = data_dir / "dbt" / "compiled" / "once_and_done" / "models"
        self.models = {path.stem: path for path in compiled.rglob("*.sql")}
        self.connection = duckdb.connect(data_dir / "warehouse.duckdb")

    def fill(self, model: str, rows: pa.Table | str) -> None:
        """Replace a model's rows, given or by a query; columns left out are null.

        A view becomes a table.
        """
        connection, name = self.connection, self._relation(model)
        if isinstance(rows, str):
            rows = connection.sql(rows).to_arrow_table()
        connection.execute(f"create or replace temp table shape as from {name} limit 0")
        connection.execute(f"drop {self._kind(name)} {name}")
        connection.execute(f"create table {name} as from shape")
        connection.register("given", rows)
        connection.execute(f"insert into {name} by name from given")
        connection.unregister("given")

    def run(self, *models: str) -> None:
        """Run models again, in this order, on what those before them hold now."""
        for model in models:
            sql = self.models[model].read_text()
            name = self._relation(model)
            kind = self._kind(name)
            self.connection.execute(f"create or replace {kind} {name} as {sql}")

    def rows(self, query: str) -> list[tuple]:
        """Return what a query on the warehouse finds."""
        return self.connection.execute(query).fetchall()

    def _relation(self, model: str) -> str:
        parts = self.models[model].parts
        schema = next(
            part for part in ("marts", "intermediate", "staging") if part in parts
        )
        return f"{schema}.{model}"

    def _kind(self, name: str) -> str:
        ((kind,),) = self.rows(
            "select table_type from information_schema.tables "
            f"where table_schema || '.' || table_name = '{name}'"
        )
        return "view" if kind == "VIEW" else "table"
