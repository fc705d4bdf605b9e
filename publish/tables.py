"""The marts as Parquet, and the two DuckDB files built from the Parquet."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb

from publish.candidate import Column, Mart
from publish.sharing import is_shareable, shared
from publish.sharing_totals import beside_totals
from publish.sql import literal, quoted, settings

PARQUET = "parquet"  # folder of a snapshot
# The files have DuckDB 1.0's format: most BI tools' drivers are older than ours.
STORAGE = "v1.0.0"
# Row tables lie in time order, so that a filter on time reads little of them;
# the others are small and lie in the order of all their columns.
ORDERS = {
    "interactions": "started_at, interaction_id",
    "contacts": "started_at, contact_id",
    "tickets": "started_at, ticket_id",
    "customers": "customer_id",
}


def with_snapshot_id(mart: Mart, snapshot_id: str) -> Mart:
    """Return the mart with the column that every published table carries."""
    column = Column(
        name="snapshot_id",
        type="VARCHAR",
        description="Snapshot that this row was published in.",
        expression=literal(snapshot_id),
    )
    return replace(mart, columns=(*mart.columns, column))


def with_currency(mart: Mart, currency: str) -> Mart:
    """Return the mart with the currency in the description of every amount."""
    columns = (
        replace(column, description=f"{column.description} In {currency}.")
        if "_amount" in column.name and column.type.startswith(("DECIMAL", "DOUBLE"))
        else column
        for column in mart.columns
    )
    return replace(mart, columns=tuple(columns))


def write_parquet(
    connection: duckdb.DuckDBPyConnection, mart: Mart, folder: Path
) -> int:
    """Write a mart as one Parquet file, in a stable order; return its row count."""
    selected = ", ".join(
        f"{column.expression} as {quoted(column.name)}" for column in mart.columns
    )
    order = ORDERS.get(mart.name, "all")
    path = folder / PARQUET / f"{mart.name}.parquet"
    path.parent.mkdir(exist_ok=True)
    relation = mart.relation or f"marts.{quoted(mart.name)}"
    (count,) = connection.execute(
        f"copy (select {selected} from {relation} order by {order}) "
        f"to {literal(str(path))} (format parquet, compression zstd)"
    ).fetchone()
    return count


def as_written(mart: Mart) -> Mart:
    """Return the mart as it is read back from its Parquet file."""
    columns = (
        replace(column, expression=quoted(column.name)) for column in mart.columns
    )
    return replace(mart, columns=tuple(columns))


def write_databases(marts: tuple[Mart, ...], folder: Path, spill: Path) -> None:
    """Build marts.duckdb, with everything, and aggregates.duckdb, to be shared."""
    written = [as_written(mart) for mart in marts]
    _write_database(folder / "marts.duckdb", written, spill, _as_it_is)
    to_share = [shared(mart) for mart in written if is_shareable(mart)]
    _write_database(folder / "aggregates.duckdb", to_share, spill, beside_totals)


def _as_it_is(_: duckdb.DuckDBPyConnection, mart_name: str, parquet: str) -> str:
    return f"read_parquet({literal(parquet)})"


def _write_database(
    path: Path, marts: list[Mart], spill: Path, source: Callable[..., str]
) -> None:
    with duckdb.connect(config=settings(spill)) as connection:
        connection.execute(
            f"attach {literal(str(path))} as target (storage_version '{STORAGE}')"
        )
        connection.execute("begin")
        for mart in marts:
            table = f"target.main.{quoted(mart.name)}"
            parquet = path.parent / PARQUET / f"{mart.name}.parquet"
            selected = ", ".join(
                f"{column.expression} as {quoted(column.name)}"
                for column in mart.columns
            )
            connection.execute(
                f"create table {table} as select {selected} "
                f"from {source(connection, mart.name, str(parquet))} "
                f"where {mart.rows}"
            )
            _comment(connection, table, mart)
        connection.execute("commit")
        connection.execute("checkpoint target")
        connection.execute("detach target")


def _comment(connection: duckdb.DuckDBPyConnection, table: str, mart: Mart) -> None:
    connection.execute(f"comment on table {table} is {literal(mart.description)}")
    for column in mart.columns:
        connection.execute(
            f"comment on column {table}.{quoted(column.name)} "
            f"is {literal(column.description)}"
        )
