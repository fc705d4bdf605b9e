"""What aggregates.duckdb may show: nothing of one person, nothing of very few.

- A table with a column of PERSONAL has rows of single persons: it stays out.
- A table that knows its small cells (`is_small_cell`: under 30 tickets or 30
  customers) keeps their rows and loses every number in them, counts too: a rate
  can be worked out again from counts. So do rows that speak of under MINIMUM_COUNT.
- Of other tables, rows that speak of under MINIMUM_COUNT are left out; one that
  counts nothing at all is of nobody, and stays.

What a row speaks of is counted by its columns of SPEAKS_OF. Parts of that (of 40
tickets, 3 reiterated) stay, however few. A hidden number could follow from a total
less all other rows: sharing_totals hides more against that, within the TOTALS of one
table; across tables, and across periods, nothing is hidden in addition.
"""

from dataclasses import replace

from publish.candidate import Column, Mart
from publish.sharing_rules import (
    HIDDEN,
    KEYS,
    KEYS_OF,
    MINIMUM_COUNT,
    NUMBERS,
    PERSONAL,
    SMALL,
    SPEAKS_OF,
    TOTALS,
)


def is_shareable(mart: Mart) -> bool:
    """Return whether no row of the mart is about one person."""
    return not PERSONAL & mart.column_names


def shared(mart: Mart) -> Mart:
    """Return the mart as it may be shared, its descriptions saying what is hidden."""
    enough, few = _enough(mart), " or ".join(_speaks_of(mart))
    if SMALL in mart.column_names:
        unless = f"not {HIDDEN}" if mart.name in TOTALS else f"not {SMALL} and {enough}"
        more = ""
        if mart.name in TOTALS:
            more = ", and some that would tell these by subtraction from a total"
        said = f", and of rows whose {few} is under {MINIMUM_COUNT}," if few else ""
        return replace(
            mart,
            description=f"{mart.description} In this file: numbers of small "
            f"cells{said} are left out{more}, so rows need not add up.",
            columns=tuple(_hidden(mart, column, unless) for column in mart.columns),
        )
    if few:
        return replace(
            mart,
            description=f"{mart.description} In this file: rows whose {few} is under "
            f"{MINIMUM_COUNT} are left out, but for those that count nothing, so "
            "rows need not add up.",
            rows=enough,
        )
    return mart


def _speaks_of(mart: Mart) -> tuple[str, ...]:
    """Return the columns that count what a row speaks of."""
    return SPEAKS_OF.get(mart.name, _counts(mart))


def _counts(mart: Mart) -> tuple[str, ...]:
    keys = KEYS | KEYS_OF.get(mart.name, set())
    names = (column.name for column in mart.columns if column.name not in keys)
    return tuple(name for name in names if name.endswith("_count"))


def _enough(mart: Mart) -> str:
    """Return, as SQL, whether a row speaks of enough, or counts nothing at all."""
    first, *others = _speaks_of(mart) or (None,)
    if first is None:
        return "true"
    enough = [f"{first} >= {MINIMUM_COUNT}"]
    enough += [
        f"coalesce({name} not between 1 and {MINIMUM_COUNT - 1}, true)"
        for name in others
    ]
    nothing = [f"{name} = 0" for name in _counts(mart)]
    return f"({' and '.join(enough)} or ({' and '.join(nothing)}))"


def _hidden(mart: Mart, column: Column, unless: str) -> Column:
    """Return the column, null where a row is not to be shown."""
    keys = KEYS | KEYS_OF.get(mart.name, set())
    if column.name in keys or not column.type.startswith(NUMBERS):
        return column
    return replace(
        column,
        expression=f"case when {unless} then {column.expression} end",
        description=f"{column.description} Null in small cells.",
    )
