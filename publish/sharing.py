"""What aggregates.duckdb may show: nothing of one person, nothing of very few.

- A table with a column of PERSONAL has rows of single persons: it stays out.
- A table that knows its small cells (`is_small_cell`: under 30 tickets or 30
  customers) keeps their rows and loses every number in them, counts too: a rate
  can be worked out again from counts.
- Of other tables that count, rows that count under MINIMUM_COUNT are left out; one
  that counts nothing at all is of nobody, and stays.

A hidden number may still follow from a total less all other rows; nothing is
hidden in addition against that.
"""

from dataclasses import replace

from publish.candidate import Column, Mart

PERSONAL = {
    *("interaction_id", "contact_id", "ticket_id"),
    *("customer_id", "from_customer_id", "identifier_key"),
}
SMALL = "is_small_cell"
MINIMUM_COUNT = 5
IMPERSONAL = {"changed_code_count"}  # counts of other things than people's doings
KEYS = {"day_number", "window_days"}  # numbers that say which row it is
NUMBERS = ("BIGINT", "INTEGER", "HUGEINT", "DOUBLE", "FLOAT", "DECIMAL")


def is_shareable(mart: Mart) -> bool:
    """Return whether no row of the mart is about one person."""
    return not PERSONAL & mart.column_names


def shared(mart: Mart) -> Mart:
    """Return the mart as it may be shared, its descriptions saying what is hidden."""
    if SMALL in mart.column_names:
        return replace(
            mart,
            description=f"{mart.description} Numbers of small cells are left out.",
            columns=tuple(_without_small_cells(column) for column in mart.columns),
        )
    counts = [
        column.name
        for column in mart.columns
        if column.name.endswith("_count") and column.name not in IMPERSONAL
    ]
    if counts:
        nothing = " and ".join(f"{name} = 0" for name in counts)
        return replace(
            mart,
            description=f"{mart.description} Rows whose {counts[0]} is under "
            f"{MINIMUM_COUNT} are left out, but for those that count nothing.",
            rows=f"{counts[0]} >= {MINIMUM_COUNT} or ({nothing})",
        )
    return mart


def _without_small_cells(column: Column) -> Column:
    if column.name in KEYS or not column.type.startswith(NUMBERS):
        return column
    return replace(
        column,
        expression=f"case when not {SMALL} then {column.expression} end",
        description=f"{column.description} Null in small cells.",
    )
