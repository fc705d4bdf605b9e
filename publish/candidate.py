"""The candidate: the marts that dbt built and has not shown to anybody yet."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from publish.errors import PublishError
from publish.sql import literal, quoted, settings
from quality.marts.verdict import why_not

EXTRA = "extra"  # the one column of JSON, published as x_<name>


@dataclass(frozen=True)
class Column:
    """A published column, with its type and what dbt says of it."""

    name: str
    type: str
    description: str
    expression: str  # how to select it


@dataclass(frozen=True)
class Mart:
    """A mart: its name, what dbt says of it, its columns as they are published."""

    name: str
    description: str
    columns: tuple[Column, ...]
    rows: str = "true"  # which of them, as SQL
    relation: str = ""  # where it is read, where that is not the schema marts

    @property
    def column_names(self) -> set[str]:
        """Return the names of its columns."""
        return {column.name for column in self.columns}


def refuse_unaudited(data_dir: Path) -> None:
    """Raise PublishError unless the audit of the marts let this very file through."""
    path = data_dir / "warehouse.duckdb"
    if path.is_file() and (reason := why_not(data_dir)):
        raise PublishError(f"{path} is not published, what was current stays: {reason}")


@contextlib.contextmanager
def open_candidate(data_dir: Path, spill: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the candidate warehouse to read, spilling to the folder `spill`."""
    path = data_dir / "warehouse.duckdb"
    if not path.is_file():
        raise PublishError(f"{path}: there is no warehouse yet; build it first")
    try:
        connection = duckdb.connect(path, read_only=True, config=settings(spill))
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise PublishError(
            f"{path}: cannot be opened; wait if a build is running, else build it "
            f"again ({reason})"
        ) from None
    with connection:
        yield connection


def read_marts(
    connection: duckdb.DuckDBPyConnection, manifest: Path
) -> tuple[Mart, ...]:
    """Return the marts, by name, as dbt's manifest describes them.

    Only what the manifest names is published: its contracts are the list of
    columns allowed. Raises PublishError where the warehouse lacks one.
    """
    described = _described(manifest)
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in connection.execute(
        "select table_name, column_name, data_type from duckdb_columns() "
        "where schema_name = 'marts' and database_name = current_database()"
    ).fetchall():
        found.setdefault(table, {})[column] = kind
    marts = []
    for node in described:
        kinds = found.get(node["name"], {})
        missing = sorted(set(node["columns"]) - set(kinds))
        if missing or not kinds:
            raise PublishError(
                f"mart {node['name']}: {manifest} describes "
                f"{', '.join(missing) or 'it'}, which the warehouse lacks; "
                "build all marts again"
            )
        columns = []
        for name, column in node["columns"].items():
            text = plain(column["description"])
            columns.append(Column(name, kinds[name], text, quoted(name)))
        mart = Mart(node["name"], plain(node["description"]), tuple(columns))
        marts.append(_with_extra_columns(connection, mart))
    return tuple(marts)


def plain(text: str) -> str:
    """Return text on one line."""
    return " ".join(text.split())


def _described(manifest: Path) -> list[dict]:
    try:
        nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
    except FileNotFoundError:
        raise PublishError(
            f"{manifest}: dbt's manifest is missing; build first"
        ) from None
    except (ValueError, KeyError):
        raise PublishError(
            f"{manifest}: this is no manifest of dbt; build again"
        ) from None
    marts = [
        node
        for node in nodes
        if node["resource_type"] == "model" and node["schema"] == "marts"
    ]
    if not marts:
        raise PublishError(f"{manifest}: describes no mart; build all models")
    return sorted(marts, key=lambda node: node["name"])


def _with_extra_columns(connection: duckdb.DuckDBPyConnection, mart: Mart) -> Mart:
    """Unpack the JSON of the workspace's own columns into one text column each."""
    if EXTRA not in mart.column_names:
        return mart
    names = connection.execute(
        f"select distinct unnest(json_keys({EXTRA})) as name "
        f"from marts.{quoted(mart.name)} where {EXTRA} is not null order by name"
    ).fetchall()
    columns = [column for column in mart.columns if column.name != EXTRA]
    for (name,) in names:
        place = literal("/" + name.replace("~", "~0").replace("/", "~1"))
        columns.append(
            Column(
                name=f"x_{name}",
                type="VARCHAR",
                description=f"The workspace's own column `{name}`, as delivered.",
                expression=f"json_extract_string({EXTRA}, {place})",
            )
        )
    return replace(mart, columns=tuple(columns))
