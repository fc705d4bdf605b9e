"""What a tool recorded in a month, by the day its rows are delivered for.

Files are cut by day; columns are made for a month at a time, since many small pieces
would cost more than the rows in them.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from demo.exports import text
from demo.world.clock import DAY, HOUR
from demo.world.events import Table, Tool, take
from demo.world.history import World, stream
from demo.world.noise import LATE_ROWS
from demo.world.reasons import IDS

BAD_TIME_SHARE = 0.002
MISSING_ID_SHARE = 0.001
LATE_DAYS = 3  # at most: rows that come in the file of a later day

Columns = dict[str, pa.Array]


class Month(NamedTuple):
    """A tool's events of one month, in the order of their files, then of time.

    `events` has their `number` in the tool and the `day` (since 1970) of their file.
    """

    number: int
    events: Table
    local: np.ndarray
    rng: np.random.Generator
    is_clear: bool

    @property
    def count(self) -> int:
        """Return how many events there are."""
        return len(self.local)

    def picked(self, order: np.ndarray) -> "Month":
        """Return the month with its events at positions, again or in other order."""
        events = take(self.events, order)
        return self._replace(events=events, local=self.local[order])

    def reason_codes(self, words: tuple, code: np.ndarray) -> pa.Array:
        """Return the tool's words at `code`; the reasons' own ids where all is clear.

        What follows the reasons in `words` (pages) keeps its word.
        """
        if self.is_clear:
            return text.pick(IDS + words[len(IDS) :], self.events["coded"])
        return text.pick(words, code)


class Rows(NamedTuple):
    """Columns of an export beside the event of each row, in the order of the files.

    `is_event` is false for rows that are none: the tools' own tests and pings.
    """

    columns: Columns
    month: Month
    is_event: np.ndarray

    def of_day(self, day: int) -> Columns:
        """Return the columns of one day's file."""
        first, last = np.searchsorted(self.month.events["day"], [day, day + 1])
        return {
            name: column.slice(first, last - first)
            for name, column in self.columns.items()
        }


def rows_of(month: Month, columns: Columns, is_event: np.ndarray | None = None) -> Rows:
    """Return columns as rows; `month` has an event for each of them."""
    if is_event is None:
        is_event = np.ones(month.count, bool)
    return Rows(columns, month, is_event)


def months(world: World, tool: Tool, seed: int, in_utc: bool) -> Iterator[Month]:
    """Yield the months of a tool; some rows come in a file of the next days.

    Days are Paris days, or those of UTC where the tool's clock shows that: the first
    and the last file of all have the hour that would be outside.
    """
    clock = world.clock
    events = take(world.events, world.events["tool"] == tool)
    count = len(events["started"])
    events["number"] = np.arange(1, count + 1)
    luck = stream(seed, f"late {tool.name}")
    late = luck.random(count) < LATE_ROWS
    wall = events["started"] if in_utc else clock.local(events["started"])
    day = wall // DAY + late * luck.integers(1, LATE_DAYS + 1, count)
    edges = [clock.first_day(number) for number in range(clock.months + 1)]
    events["day"] = np.clip(day, edges[0], edges[-1] - 1)
    events = take(events, np.argsort(events["day"], kind="stable"))
    for number in range(clock.months):
        bounds = np.searchsorted(events["day"], edges[number : number + 2])
        some = {name: column[slice(*bounds)] for name, column in events.items()}
        local = clock.local(some["started"])
        rng = stream(seed, f"{tool.name} {number}")
        yield Month(number, some, local, rng, world.is_clear)


def dirty(month: Month, values: pa.Array, share: float, dirt: str | None) -> pa.Array:
    """Return values of which a share is replaced by something unreadable.

    Not the first of a file: a day of one row would have none that holds.
    """
    is_first = np.diff(month.events["day"], prepend=-1) > 0
    is_kept = is_first | (month.rng.random(month.count) >= share)
    return text.only_where(is_kept, values, dirt)


def agents(world: World, month: Month, prefix: str, where: np.ndarray) -> pa.Array:
    """Return the numbers of agents who worked, null elsewhere."""
    staff = 25 + len(world.events["started"]) // 2500
    number = text.texts(1000 + month.rng.integers(0, staff, month.count))
    return text.only_where(where, text.glue(prefix, number))


def turn_of_clocks(month: Month, hour: int) -> np.ndarray:
    """Return which local times fall into an hour (2, 3) of the last Sunday in March."""
    day = month.local // DAY
    is_march = text.dates(month.local, "%m").to_numpy(zero_copy_only=False) == "03"
    last_sunday = is_march & ((day + 3) % 7 == 6)
    number = text.dates(month.local, "%d").to_numpy(zero_copy_only=False) >= "25"
    return last_sunday & number & (month.local % DAY // HOUR == hour)


RowMaker = Callable[[World, Month], Rows]
