"""Calls: the menu, the queue, the agent, the transfer, and calling back."""

import numpy as np

from demo.world.clock import DAY, HOUR, Clock
from demo.world.events import (
    Channel,
    Direction,
    Numbers,
    Outcome,
    Table,
    Tool,
    happened,
    stack,
)
from demo.world.reasons import as_coded, of_each

PATIENCE_SECONDS = 900
WAIT_SECONDS = 85


def call(
    rng: np.random.Generator, clock: Clock, contacts: Table, numbers: Numbers
) -> tuple[Table, np.ndarray, np.ndarray]:
    """Return the legs of one call per contact, when each ended, who was served.

    At night only the menu answers. A call handed to a second agent keeps its number
    four times in five; a colleague's own line gives it a new one.
    """
    start, reason = contacts["start"], contacts["reason"]
    count = len(start)
    number = numbers.take(Tool.CALLS, count)
    luck = rng.random((6, count))
    night = ~clock.is_open(start)
    menu = night | (luck[0] < 0.45)
    menu_seconds = np.where(menu, 15 + rng.exponential(30, count), 0).astype(np.int64)
    solved = menu & (luck[1] < np.where(night, 0.6, 0.08))
    lost = menu & ~solved & (night | (luck[1] > 0.98))
    menu_outcome = np.select(
        [solved, lost],
        [Outcome.SELF_SERVED, Outcome.ABANDONED],
        Outcome.TRANSFERRED,
    )
    queued = ~solved & ~lost
    wait = rng.exponential(WAIT_SECONDS, count)
    patience = rng.exponential(PATIENCE_SECONDS, count)
    given_up = queued & (patience < wait)
    wait = np.minimum(wait, patience).astype(np.int64)
    mean = of_each("minutes")[reason] * 60
    work = 20 + (mean * rng.lognormal(-0.18, 0.6, count)).astype(np.int64)
    dropped = queued & ~given_up & (luck[2] < 0.006)
    passed_on = queued & ~given_up & ~dropped & (luck[2] > 0.89)
    work = np.where(given_up, 0, np.where(passed_on, work // 3 + 20, work))
    outcome = np.select(
        [given_up, dropped, passed_on],
        [Outcome.ABANDONED, Outcome.FAILED, Outcome.TRANSFERRED],
        Outcome.HANDLED,
    )
    queue_start = start + menu_seconds
    first_end = np.where(queued, queue_start + wait + work, queue_start)
    pause = rng.integers(1, 180, count)
    second_start = first_end + pause
    second_wait = rng.exponential(60, count).astype(np.int64)
    gone = passed_on & (luck[3] < 0.06)
    second_work = 30 + (mean * rng.lognormal(-0.18, 0.6, count)).astype(np.int64)
    second_work = np.where(gone, 0, second_work)
    second_end = second_start + second_wait + second_work
    second_number = np.where(luck[4] < 0.8, number, numbers.take(Tool.CALLS, count))
    coded = as_coded(rng, reason, missing=0.07, wrong=0.05)
    coded = np.where(given_up | (passed_on & (luck[5] < 0.5)), -1, coded)
    legs = stack(
        [
            happened(
                contacts,
                menu,
                tool=Tool.CALLS,
                channel=Channel.IVR,
                outcome=menu_outcome,
                started=start,
                waiting=0,
                handling=menu_seconds,
                thread=number,
                coded=np.where(night, reason, as_coded(rng, reason, 0.4, 0.1)),
                level=0,
            ),
            happened(
                contacts,
                queued,
                tool=Tool.CALLS,
                channel=Channel.PHONE,
                outcome=outcome,
                started=queue_start,
                waiting=wait,
                handling=work,
                thread=number,
                coded=coded,
            ),
            happened(
                contacts,
                passed_on,
                tool=Tool.CALLS,
                channel=Channel.PHONE,
                outcome=np.where(gone, Outcome.ABANDONED, Outcome.HANDLED),
                started=second_start,
                waiting=second_wait,
                handling=second_work,
                thread=second_number,
                coded=np.where(gone, -1, as_coded(rng, reason, 0.02, 0.03)),
                level=2,
            ),
        ]
    )
    end = np.where(passed_on, second_end, first_end)
    return legs, end, solved | (queued & ~given_up & ~dropped)


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
        coded=as_coded(rng, contacts["reason"], 0.3, 0.03),
    )
