"""A check: one Great Expectations expectation, why it is there, how it speaks.

A suite never sees rows of persons. It looks at a *view*: a small table of counts,
names of columns, days and hashes, made from Parquet or the warehouse by SQL. So no
value of an identifier or a text can reach a result, a page or a log.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

CRITICAL, WARNING = "critical", "warning"
SHOWN = 3  # places named in one line


@dataclass(frozen=True)
class Check:
    """What one view must keep to.

    `expectation` is the name of a class of Great Expectations and `arguments` are
    its own. A critical fault holds a load or stops a publication, a warning is
    noted. `found` turns the rows of the view that fail into words, and `remedy`
    says what to do.
    """

    name: str  # <view>.<what it holds>
    severity: str
    expects: str
    remedy: str
    expectation: str
    arguments: Mapping[str, object] = field(default_factory=dict)
    found: Callable[[object], str] = lambda rows: at_places(rows)

    @property
    def view(self) -> str:
        """Return the view that it looks at."""
        return self.name.partition(".")[0]


@dataclass(frozen=True)
class Fault:
    """A check that failed, and what was found."""

    check: Check
    found: str

    @property
    def line(self) -> str:
        """Return it as one line."""
        return f"expected {self.check.expects}; found {self.found}"


def none(name: str, severity: str, expects: str, remedy: str, column: str) -> Check:
    """Return a check that a column of counts is nowhere above nothing."""
    return Check(
        name,
        severity,
        expects,
        remedy,
        "ExpectColumnValuesToBeBetween",
        {"column": column, "max_value": 0},
        lambda rows: counted(rows, column),
    )


def equal(
    name: str, severity: str, expects: str, remedy: str, left: str, right: str
) -> Check:
    """Return a check that two columns say the same, where both say something."""
    return Check(
        name,
        severity,
        expects,
        remedy,
        "ExpectColumnPairValuesToBeEqual",
        {"column_A": left, "column_B": right, "ignore_row_if": EITHER},
        lambda rows: compared(rows, left, right),
    )


def at_most(
    name: str, severity: str, expects: str, remedy: str, column: str, limit: str
) -> Check:
    """Return a check that a column is nowhere above another, where both are known."""
    return Check(
        name,
        severity,
        expects,
        remedy,
        "ExpectColumnPairValuesAToBeGreaterThanB",
        {
            "column_A": limit,
            "column_B": column,
            "or_equal": True,
            "ignore_row_if": EITHER,
        },
        lambda rows: compared(rows, column, limit),
    )


EITHER = "either_value_is_missing"


def at_places(rows) -> str:
    """Return where the failing rows are, the first few by name."""
    shown = [str(place) for place in rows["place"][:SHOWN]]
    more = len(rows) - len(shown)
    return ", ".join(shown) + (f" and {more:,} more" if more else "")


def counted(rows, column: str) -> str:
    """Return how many there are in all, and where."""
    count = int(rows[column].sum())
    return f"{count:,} {'row' if count == 1 else 'rows'} ({at_places(rows)})"


def compared(rows, left: str, right: str) -> str:
    """Return both figures of the first failing row, and where the others are."""
    first = rows.iloc[0]
    return (
        f"{_named(left)} {number(first[left])} against {_named(right)} "
        f"{number(first[right])} ({at_places(rows)})"
    )


def number(value) -> str:
    """Return a number of a view as a person writes it; others as they are."""
    if isinstance(value, str | bool):
        return str(value)
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.3g}"


def _named(column: str) -> str:
    return column.replace("_", " ")
