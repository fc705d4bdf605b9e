"""What marts hold, to be compared with other marts."""

from pathlib import Path

import duckdb

PASSING = ("loaded_at", "snapshot_id")  # columns that tell when, not what


def rows_of_marts(warehouse: Path) -> dict[str, list[tuple]]:
    """Return the rows of every mart by name, sorted, without when they were made."""
    with duckdb.connect(warehouse, read_only=True) as connection:
        columns = connection.execute(
            """
            select table_name, string_agg(column_name, ', ' order by ordinal_position)
            from information_schema.columns
            where table_schema = 'marts' and not list_contains(?, column_name)
            group by table_name
            """,
            [list(PASSING)],
        ).fetchall()
        return {
            name: connection.sql(
                f"select {listed} from marts.{name} order by all"
            ).fetchall()
            for name, listed in columns
        }
