"""Prices that answer twice: of the lines that fit, the one with most keys wins.

Two lines with as many keys tie where both can fit one interaction on one day, unless
a line with more keys answers there. Whether such an interaction ever comes cannot be
known from the file, and a price that depends on it would be no price.

A company has a line per team, channel and month: thousands, of which few can meet.
So lines are found by what they say of the keys that two shapes have in common.
"""

import datetime as dt
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from ingestion.errors import WorkspaceError
from ingestion.workspace.csv_values import Line
from ingestion.workspace.hours import minutes_of
from ingestion.workspace.tables import SCOPE_NAMES

KEYS = tuple(name for name in SCOPE_NAMES if name != "hours")
Values = dict[str, Any]
Shape = tuple[str, ...]  # the names of SCOPE_NAMES that a line fills


def check_ties(file: Path, lines: list[Line]) -> None:
    """Raise WorkspaceError at the later of two lines that tie, the first such pair."""
    shelf = _Shelf(lines)
    for other_line, other in lines:
        rivals = [
            (line, one)
            for shape in shelf.shapes
            if len(shape) == len(shape_of(other))
            for line, one in shelf.agreeing(shape, other)
            # Days of one scope that overlap are check_keys' to refuse.
            if line > other_line and scope_of(one) != scope_of(other)
            if overlap(one, other) and _common_minutes(one["hours"], other["hours"])
        ]
        for line, one in sorted(rivals, key=lambda rival: rival[0]):
            days = _unanswered_days(one, other, shelf)
            if days is not None:
                ours, theirs = _keys_apart(one, other), _keys_apart(other, one)
                raise WorkspaceError(
                    f"this line ({' and '.join(ours)}) and line {other_line} "
                    f"({' and '.join(theirs)}) have as many keys and can fit the same "
                    f"interaction{_spoken(*days)}: fill a key in one of them so that "
                    "they exclude each other, or add a line that has the keys of both",
                    file=file,
                    line=line,
                    column=ours[0],
                )


class _Shelf:
    """Lines by shape, and within each by what they say of some of its keys."""

    def __init__(self, lines: list[Line]):
        self.shapes: dict[Shape, list[Line]] = defaultdict(list)
        for line in lines:
            self.shapes[shape_of(line[1])].append(line)
        self._indexes: dict[tuple[Shape, Shape], dict[tuple, list[Line]]] = {}

    def agreeing(self, shape: Shape, values: Values) -> list[Line]:
        """Return a shape's lines that contradict no key of `values`, in order."""
        names = tuple(name for name in KEYS if name in shape and values[name])
        if (shape, names) not in self._indexes:
            index = self._indexes[shape, names] = defaultdict(list)
            for line in self.shapes[shape]:
                index[tuple(line[1][name] for name in names)].append(line)
        wanted = tuple(values[name] for name in names)
        return self._indexes[shape, names].get(wanted, [])


def _keys_apart(one: Values, other: Values) -> list[str]:
    """Return the keys that a line fills otherwise than another."""
    return [name for name in shape_of(one) if one[name] != other[name]]


def _unanswered_days(
    one: Values, other: Values, shelf: _Shelf
) -> tuple[dt.date, dt.date] | None:
    """Return the first days on which both fit and no line with more keys answers.

    They are given by their first, and the day after them; None where one answers on
    all days.
    """
    both = {name: one[name] or other[name] for name in KEYS}
    filled = {"hours", *(name for name in KEYS if both[name])}
    day = max(first_day(one), first_day(other))
    until = min(day_after(one), day_after(other))
    stronger = [
        values
        for shape in shelf.shapes
        if len(shape) > len(shape_of(one)) and filled.issuperset(shape)
        for _, values in shelf.agreeing(shape, both)
        if _is_within(one["hours"], other["hours"], values["hours"])
    ]
    for values in sorted(stronger, key=first_day):
        if first_day(values) > day:
            until = min(until, first_day(values))
            break
        day = max(day, day_after(values))
    return (day, until) if day < until else None


def _spoken(day: dt.date, until: dt.date) -> str:
    after = "" if day == dt.date.min else f" from {day}"
    return after + ("" if until == dt.date.max else f" until {until} (excluded)")


def scope_of(values: Values) -> tuple:
    """Return what a line says of each key."""
    return tuple(values[name] for name in SCOPE_NAMES)


def shape_of(values: Values) -> Shape:
    """Return the names of the keys that a line fills."""
    return tuple(name for name in SCOPE_NAMES if values[name] is not None)


def overlap(one: Values, other: Values) -> bool:
    """Say whether two lines hold on one day."""
    return max(first_day(one), first_day(other)) < min(day_after(one), day_after(other))


def first_day(values: Values) -> dt.date:
    """Return the first day on which a line holds."""
    return values["valid_from"] or dt.date.min


def day_after(values: Values) -> dt.date:
    """Return the first day on which a line no longer holds."""
    return values["valid_to"] or dt.date.max


@cache
def _common_minutes(one: str | None, other: str | None) -> frozenset[int]:
    return minutes_of(one or "mon-sun") & minutes_of(other or "mon-sun")


@cache
def _is_within(one: str | None, other: str | None, hours: str | None) -> bool:
    return _common_minutes(one, other) <= minutes_of(hours or "mon-sun")
