"""The table `restatements`: figures published as final that have moved since.

The only table that dbt does not make: it compares the candidate with the snapshot
before it. What that snapshot lists is carried over, so that history stays.
"""

import datetime as dt
from pathlib import Path

import duckdb

from publish.candidate import Mart
from publish.merges import name_merges
from publish.previous import readable, restated_causes
from publish.restatement_table import MART, TABLE
from publish.sharing_rules import NUMBERS
from publish.sql import literal

RATES = "reiteration_rates"
ENDS = ("_low", "_high")  # an interval moves whenever its figure does
CELL = "definition_id period_grain period_started_on slice slice_value slice_value_2"
MOVED = """
    with finals as (
        select distinct definition_id, period_grain, period_started_on
        from before_rates
        where not is_provisional and period_grain <> 'last_12_months'
    ),
    slices as (select distinct definition_id, slice from before_rates),
    old as (unpivot (
        select {cell}, is_small_cell, {columns} from before_rates
    ) on {names} into name column_name value old_value),
    new as (unpivot (
        select {cell}, is_small_cell, {columns} from marts.reiteration_rates
    ) on {names} into name column_name value new_value)
    select
        $to_id as to_snapshot_id, $from_id as from_snapshot_id,
        $at as restated_at, {keys},
        coalesce(old.column_name, new.column_name) as column_name,
        old_value, new_value,
        coalesce(old.is_small_cell, false) or coalesce(new.is_small_cell, false)
            as is_small_cell,
        $causes as causes
    from old full join new on {joined}
    semi join finals on
        finals.definition_id = coalesce(old.definition_id, new.definition_id)
        and finals.period_grain = coalesce(old.period_grain, new.period_grain)
        and finals.period_started_on
            = coalesce(old.period_started_on, new.period_started_on)
    semi join slices on
        slices.definition_id = coalesce(old.definition_id, new.definition_id)
        and slices.slice = coalesce(old.slice, new.slice)
    where old_value is distinct from new_value
        and coalesce(
            abs(old_value - new_value) > 1e-9 * greatest(1, abs(old_value)), true
        )
"""


def make_restatements(
    connection: duckdb.DuckDBPyConnection,
    published: Path,
    rates: Mart,
    facts: dict,
) -> Mart:
    """Make the temporary table restatements of the candidate and return its mart.

    `rates` is the mart reiteration_rates, `facts` are those of the new snapshot's
    manifest. Nothing is compared with a snapshot whose files are damaged: the
    newest one that is whole is taken. Without any the table is empty.
    """
    typed = ", ".join(f"{column.name} {column.type}" for column in MART.columns)
    connection.execute(f"create temp table {TABLE} ({typed})")
    carried = readable(published, TABLE)
    if carried:
        connection.execute(
            f"insert into {TABLE} by name select * exclude (snapshot_id) "
            f"from read_parquet({literal(str(carried))})"
        )
    before = readable(published, RATES)
    if before:
        _compare(connection, before, rates, facts)
    return MART


def _compare(
    connection: duckdb.DuckDBPyConnection, before: Path, rates: Mart, facts: dict
) -> None:
    connection.execute(
        "create temp view before_rates as "
        f"select * from read_parquet({literal(str(before))})"
    )
    there = {
        name
        for (name,) in connection.execute(
            "select column_name from (describe before_rates)"
        ).fetchall()
    }
    figures = [
        column.name
        for column in rates.columns
        if column.type.startswith(NUMBERS)
        and not column.name.endswith(ENDS)
        and column.name in there
    ]
    cell = CELL.split()
    query = MOVED.format(
        cell=", ".join(cell),
        columns=", ".join(f"cast({name} as double) as {name}" for name in figures),
        names=", ".join(figures),
        keys=", ".join(f"coalesce(old.{key}, new.{key}) as {key}" for key in cell),
        joined=" and ".join(f"old.{key} is not distinct from new.{key}" for key in cell)
        + " and old.column_name = new.column_name",
    )
    folder = before.parents[1]
    given = {
        "to_id": facts["snapshot_id"],
        "from_id": folder.name,
        "at": dt.datetime.fromisoformat(facts["created_at"]).replace(tzinfo=None),
        "causes": "",
    }
    connection.execute(f"create temp table moved as {query}", given)
    if connection.execute("select count(*) from moved").fetchone()[0]:
        causes = ", ".join(restated_causes(connection, folder, facts))
        connection.execute("update moved set causes = ?", [causes])
        name_merges(connection, folder)
        connection.execute("update moved set causes = 'unknown' where causes = ''")
        connection.execute(f"insert into {TABLE} by name select * from moved")
