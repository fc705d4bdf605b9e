"""Constants and values of sources.yml, from text to their column's type."""

import math
from typing import Any

from ingestion.workspace.columns import ContractColumn
from ingestion.workspace.located_yaml import LocatedYaml, Place
from ingestion.workspace.wording import did_you_mean, is_within, limits, one_of

BOOLEANS = {"true": True, "false": False}


def cast(
    value: Any, column: ContractColumn, located: LocatedYaml, place: Place
) -> str | bool | int | float:
    """Return a word of sources.yml in the type of its contract column.

    Raises WorkspaceError at `place` when the column cannot hold it.
    """
    if not isinstance(value, str) or not value:
        expected = one_of(column.words) if column.words else "expected one word"
        raise located.error(place, expected, on_key=True)
    if column.kind == "word":
        if value not in column.words:
            raise located.error(
                place,
                f"unknown word `{value}`: {one_of(column.words)}"
                f"{did_you_mean(value, column.words)}",
            )
        return value
    if column.kind == "boolean":
        if value.lower() not in BOOLEANS:
            raise located.error(place, "expected true or false")
        return BOOLEANS[value.lower()]
    if column.kind == "text":
        return value
    return _number(value, column, located, place)


def _number(
    value: str, column: ContractColumn, located: LocatedYaml, place: Place
) -> int | float:
    is_whole = column.kind == "integer"
    try:
        number = int(value) if is_whole else float(value)
    except ValueError:
        number = math.nan
    is_within_limits = is_within(number, column.minimum, column.maximum)
    if math.isinf(number) or not is_within_limits:
        sort = "a whole number" if is_whole else "a number, with a decimal point"
        said = limits(column.minimum, column.maximum)
        raise located.error(place, f"expected {sort}{said}")
    return number
