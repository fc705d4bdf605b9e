"""Calls that agents make to customers."""

import numpy as np

from demo.world.clock import DAY, HOUR, Clock
from demo.world.coding import left_out
from demo.world.events import (
    Channel,
    Direction,
    Numbers,
    Outcome,
    Table,
    Tool,
    happened,
)
from demo.world.noise import NOT_NOTED_BY_MACHINE


def call_back(
    rng: np.random.Generator, clock: Clock, contacts: Table, numbers: Numbers
) -> Table:
    """Return the calls that agents make a day or two after some contacts."""
    count = len(contacts["end"])
    later = rng.exponential(0.8 * DAY, count) + HOUR
    start = clock.into_hours(rng, contacts["end"] + later.astype(np.int64))
    reached = rng.random(count) < 0.7
    return happened(
        contacts,
        rng.random(count) < 0.05,
        tool=Tool.CALLS,
        channel=Channel.CALLBACK,
        direction=Direction.OUTBOUND,
        outcome=np.where(reached, Outcome.HANDLED, Outcome.FAILED),
        started=start,
        waiting=0,
        handling=np.where(reached, rng.integers(60, 500, count), 15),
        thread=numbers.take(Tool.CALLS, count),
        coded=left_out(rng, contacts["noted"], NOT_NOTED_BY_MACHINE),
    )
