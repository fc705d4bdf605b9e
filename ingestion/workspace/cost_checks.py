"""Prices that answer twice: of the lines that fit, the one with most keys wins.

Two lines with as many keys tie where both can fit one interaction on one day, unless
a line with more keys answers there. Whether such an interaction ever comes cannot be
known from the file, and a price that depends on it would be no price.
"""

import datetime as dt
from itertools import combinations
from pathlib import Path
from typing import Any

from ingestion.errors import WorkspaceError
from ingestion.workspace.csv_values import Line
from ingestion.workspace.hours import minutes_of
from ingestion.workspace.tables import SCOPE_NAMES

KEYS = tuple(name for name in SCOPE_NAMES if name != "hours")
STEPPED = ("valid_from", "valid_to", "mode", "minimum_amount")
Values = dict[str, Any]


def check_rates(file: Path, lines: list[Line]) -> None:
    """Raise WorkspaceError at the later of two lines of cost_rates that tie."""
    _check_ties(file, lines)


def check_tariffs(file: Path, lines: list[Line]) -> None:
    """Raise WorkspaceError where tariffs tie, or the steps of one do not agree.

    A tariff is the lines of one scope and validity, one for each step.
    """
    tariffs: list[Line] = []
    for line, values in lines:
        for name in ("valid_from", "valid_to"):
            if values[name] is not None and values[name].day != 1:
                raise WorkspaceError(
                    "expected the first day of a month: volumes are a month's",
                    file=file,
                    line=line,
                    column=name,
                )
        for other_line, other in tariffs:
            if _scope(other) == _scope(values) and _overlap(other, values):
                for name in STEPPED:
                    if other[name] != values[name]:
                        raise WorkspaceError(
                            f"expected what line {other_line} has: they are steps "
                            "of one tariff",
                            file=file,
                            line=line,
                            column=name,
                        )
                break
        else:
            tariffs.append((line, values))
    _check_first_steps(file, lines, tariffs)
    _check_ties(file, tariffs)


def _check_first_steps(file: Path, lines: list[Line], tariffs: list[Line]) -> None:
    for line, tariff in tariffs:
        steps = [
            values["from_volume"] or 0
            for _, values in lines
            if _scope(values) == _scope(tariff) and _overlap(values, tariff)
        ]
        if min(steps) > 0 or len(set(steps)) < len(steps):
            raise WorkspaceError(
                "expected a first step from 0 (or empty) and each step once",
                file=file,
                line=line,
                column="from_volume",
            )


def _check_ties(file: Path, lines: list[Line]) -> None:
    for (other_line, other), (line, one) in combinations(lines, 2):
        if _scope(one) == _scope(other) or _weight(one) != _weight(other):
            continue  # days of one scope that overlap are check_keys' to refuse
        if _compatible(one, other) and not _answered(one, other, lines):
            raise WorkspaceError(
                f"this line and line {other_line} have as many keys and can fit the "
                "same interaction: fill a key in one of them so that they exclude "
                "each other, or add a line that has the keys of both",
                file=file,
                line=line,
                column="partner_name",
            )


def _answered(one: Values, other: Values, lines: list[Line]) -> bool:
    """Say whether lines with more keys answer wherever both of these fit."""
    both = {name: _either(one[name], other[name]) for name in KEYS}
    minutes = _minutes(one) & _minutes(other)
    day = max(_first(one), _first(other))
    until = min(_after(one), _after(other))
    stronger = [
        values
        for _, values in lines
        if _weight(values) > _weight(one)
        and all(values[name] in (None, both[name]) for name in KEYS)
        and minutes <= _minutes(values)
    ]
    for values in sorted(stronger, key=_first):
        if _first(values) <= day:
            day = max(day, _after(values))
    return day >= until


def _compatible(one: Values, other: Values) -> bool:
    return (
        all(
            one[name] is None or other[name] is None or one[name] == other[name]
            for name in KEYS
        )
        and _overlap(one, other)
        and bool(_minutes(one) & _minutes(other))
    )


def _either(one: Any, other: Any) -> Any:
    return other if one is None else one


def _overlap(one: Values, other: Values) -> bool:
    return max(_first(one), _first(other)) < min(_after(one), _after(other))


def _scope(values: Values) -> tuple:
    return tuple(values[name] for name in SCOPE_NAMES)


def _weight(values: Values) -> int:
    return sum(values[name] is not None for name in SCOPE_NAMES)


def _minutes(values: Values) -> frozenset[int]:
    return minutes_of(values["hours"] or "mon-sun")


def _first(values: Values) -> dt.date:
    return values["valid_from"] or dt.date.min


def _after(values: Values) -> dt.date:
    return values["valid_to"] or dt.date.max
