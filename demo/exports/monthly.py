"""What all monthly deliveries share: which rows, under which name, how dirty."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from demo.exports import text
from demo.world.clock import DAY, HOUR
from demo.world.events import Table, Tool, take
from demo.world.history import World, stream

LATE_SHARE = 0.01  # of a month's last three days: delivered with the next month
BAD_TIME_SHARE = 0.003
MISSING_ID_SHARE = 0.002


class Drop(NamedTuple):
    """One delivered file: its path under drops/, its bytes, its last local day."""

    path: str
    content: bytes
    day: dt.date


class Month(NamedTuple):
    """What a tool delivers for one month: `events` has their `number` in the tool."""

    number: int
    last_day: dt.date
    events: Table
    local: np.ndarray
    rng: np.random.Generator

    @property
    def count(self) -> int:
        """Return how many events there are."""
        return len(self.local)

    def name(self, stem: str, suffix: str) -> str:
        """Return a file name that ends in the last day covered."""
        return f"{stem}_{self.last_day:%Y%m%d}{suffix}"


def months(world: World, tool: Tool, seed: int) -> Iterator[Month]:
    """Yield the months of a tool, in time order; a few rows come a month late."""
    clock = world.clock
    events = take(world.events, world.events["tool"] == tool)
    count = len(events["started"])
    events["number"] = np.arange(1, count + 1)
    month = np.searchsorted(clock.edges, events["started"], side="right") - 1
    luck = stream(seed, f"late {tool.name}").random(count)
    is_last_days = clock.edges[month + 1] - events["started"] <= 3 * DAY
    late = is_last_days & (luck < LATE_SHARE) & (month + 1 < clock.months)
    month = month + late
    for number in range(clock.months):
        some = take(events, np.flatnonzero(month == number))
        yield Month(
            number,
            clock.last_day(number),
            some,
            clock.local(some["started"]),
            stream(seed, f"{tool.name} {number}"),
        )


def dirty(rng: np.random.Generator, values: pa.Array, share: float, dirt: str | None):
    """Return values of which a share is replaced by something unreadable."""
    return text.only_where(rng.random(len(values)) >= share, values, dirt)


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
