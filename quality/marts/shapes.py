"""The shapes that checks of marts come in."""

from quality.checks import CRITICAL, Check, equal, none

MARTS = "dbt_project/models/marts"


def key(view: str, row: str, *columns: str) -> Check:
    """Return a check that no two rows of a whole mart share their key."""
    return Check(
        f"{view}.key",
        CRITICAL,
        f"one row per {row}",
        f"{MARTS}/{view}.sql",
        "ExpectCompoundColumnsToBeUnique"
        if len(columns) > 1
        else "ExpectColumnValuesToBeUnique",
        {"column_list": list(columns)} if len(columns) > 1 else {"column": columns[0]},
    )


def key_by_month(view: str, row: str, distinct: str) -> Check:
    """Return a check that a row mart has as many keys as rows, month by month."""
    where = f"{MARTS}/{view}.sql"
    expects = f"one row per {row}"
    return equal(f"{view}.key", CRITICAL, expects, where, "row_count", distinct)


def clean(view: str, what: str, expects: str, column: str) -> Check:
    """Return a check that no row of a mart is wrong in some way."""
    return none(f"{view}.{what}", CRITICAL, expects, f"{MARTS}/{view}.sql", column)


def within(
    view: str, what: str, expects: str, column: str, mart: str = "", **limits: float
) -> Check:
    """Return a check that a column lies between limits; `mart` if not the view."""
    return Check(
        f"{view}.{what}",
        CRITICAL,
        expects,
        f"{MARTS}/{mart or view}.sql",
        "ExpectColumnValuesToBeBetween",
        {"column": column, **{f"{end}_value": limits[end] for end in limits}},
    )


def same(view: str, what: str, expects: str, left: str, right: str) -> Check:
    """Return a check that two columns of a mart's view say the same."""
    where = f"{MARTS}/{view}.sql"
    return equal(f"{view}.{what}", CRITICAL, expects, where, left, right)
