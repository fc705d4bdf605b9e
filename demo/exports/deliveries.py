"""How the tools deliver: a file a day or a month, some late, some twice.

A file comes the morning after its last day. The outsourcer's and the help desk's
corrections, which send days again, are theirs.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from demo.exports.recorded import Columns, RowMaker, Rows, months
from demo.world.clock import DAY
from demo.world.events import Tool
from demo.world.history import World, stream
from demo.world.noise import DOUBLED_FILES, LATE_FILES

EPOCH = dt.date(1970, 1, 1)
MAX_DAYS_LATE = 5


class Drop(NamedTuple):
    """A delivered file: its path under drops/, its bytes, the day it came."""

    path: str
    content: bytes
    came: dt.date


@dataclass(frozen=True)
class Export:
    """How one tool's rows become files.

    `id_columns` are what the pipeline makes the id of: one, or several it hashes.
    `content` gets the columns of a file and its last day; `corrections` the months
    made so far.
    """

    tool: Tool
    folder: str  # and the source's name
    stem: str
    suffix: str
    id_columns: tuple[str, ...]
    rows: RowMaker
    content: Callable[[Columns, dt.date], bytes]
    in_utc: bool = False
    corrections: Callable[[list[Rows]], list[Drop]] | None = None
    agent_column: str | None = None  # whoever worked, for the answer key

    def path(self, day: dt.date, mark: str = "") -> str:
        """Return the path of a file that covers until a day."""
        return f"{self.folder}/{self.stem}_{day:%Y%m%d}{mark}{self.suffix}"


def recorded(world: World, seed: int, export: Export) -> Iterator[Rows]:
    """Yield the rows of a tool, a month at a time."""
    for month in months(world, export.tool, seed, export.in_utc):
        yield export.rows(world, month)


def daily_drops(
    world: World, seed: int, export: Export, made: list[Rows]
) -> Iterator[Drop]:
    """Yield the files of the last of the months made, and the corrections it brings."""
    rows = made[-1]
    number = rows.month.number
    first = world.clock.first_day(number)
    days = np.arange(first, world.clock.first_day(number + 1))
    luck = stream(seed, f"files {export.tool.name} {number}")
    is_late = luck.random(len(days)) < LATE_FILES
    days_late = is_late * luck.integers(1, MAX_DAYS_LATE + 1, len(days))
    is_doubled = luck.random(len(days)) < DOUBLED_FILES
    for at, number in enumerate(days):
        day = EPOCH + dt.timedelta(days=int(number))
        came = day + dt.timedelta(days=1 + int(days_late[at]))
        content = export.content(rows.of_day(number), day)
        yield Drop(export.path(day), content, came)
        if is_doubled[at]:
            yield Drop(export.path(day, " (1)"), content, came + dt.timedelta(days=1))
    if export.corrections:
        yield from export.corrections(made)


def days_within(made: list[Rows], first: dt.date, last: dt.date) -> Columns:
    """Return the rows of the months made whose event was on some local days."""
    parts = []
    for rows in made:
        day = rows.month.local // DAY
        within = (day >= (first - EPOCH).days) & (day <= (last - EPOCH).days)
        mask = pa.array(within & rows.is_event)
        parts.append(pa.table(rows.columns).filter(mask))
    table = pa.concat_tables(parts).combine_chunks()
    return {name: table[name].combine_chunks() for name in table.column_names}
