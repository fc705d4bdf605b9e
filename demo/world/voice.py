"""Calls: the menu, the queue, the agent, the transfer."""

import numpy as np

from demo.world.clock import Clock
from demo.world.coding import left_out, mended
from demo.world.events import (
    Channel,
    Numbers,
    Outcome,
    Table,
    Tool,
    happened,
    stack,
    take,
)
from demo.world.noise import (
    ABANDONED,
    MENDED_BY_TRANSFER,
    NOT_NOTED,
    NOT_NOTED_BY_MACHINE,
    TRANSFERRED,
)
from demo.world.reasons import IN_MENU, of_each

WAIT_SECONDS = 85
SOLVED_BY_MENU = 0.12  # of calls about what the menu tells apart
CUT_OFF = 0.006  # of calls: the line drops
REDIALS = 0.6  # of callers nobody dealt with: within the hour, the same contact
LEFT_TO_THE_NEXT = 0.5  # of transfers: the first agent notes no reason


def call(
    rng: np.random.Generator, clock: Clock, contacts: Table, numbers: Numbers
) -> tuple[Table, np.ndarray, np.ndarray]:
    """Return the legs of one contact by phone, when each ended, who was served.

    Who hung up or was cut off often calls again within the hour: a second call, but
    still the same contact.
    """
    legs, end, served = _dial(rng, clock, contacts, contacts["start"], numbers)
    again = np.flatnonzero(~served & (rng.random(len(end)) < REDIALS))
    start = end[again] + rng.integers(60, 55 * 60, len(again))
    more, end[again], served[again] = _dial(
        rng, clock, take(contacts, again), start, numbers
    )
    return stack([legs, more]), end, served


def _dial(
    rng: np.random.Generator,
    clock: Clock,
    contacts: Table,
    start: np.ndarray,
    numbers: Numbers,
) -> tuple[Table, np.ndarray, np.ndarray]:
    """Return the legs of one call per contact, its end, who was served.

    At night only the menu answers: it says what is known of the outage. A call
    handed to a second agent keeps its number four times in five; a colleague's own
    line gives it a new one.
    """
    reason, noted = contacts["reason"], contacts["noted"]
    count = len(start)
    number = numbers.take(Tool.CALLS, count)
    luck = rng.random((4, count))
    night = ~clock.is_open(start)
    given_up = luck[0] < ABANDONED
    passed_on = ~night & ~given_up & (luck[0] < ABANDONED + TRANSFERRED)
    by_menu = IN_MENU[noted] & (luck[0] > 1 - SOLVED_BY_MENU)
    solved = ~given_up & (night | by_menu)
    dropped = ~given_up & ~passed_on & ~solved & (luck[1] < CUT_OFF)
    menu = night | solved | (luck[2] < 0.42)
    # Some hang up in the menu, the others after a while in the queue.
    lost = given_up & (night | (menu & (luck[3] < 0.1)))
    menu_seconds = np.where(menu, 15 + rng.exponential(30, count), 0).astype(np.int64)
    queued = ~solved & ~lost
    wait = np.minimum(rng.exponential(WAIT_SECONDS, count), 1800)
    wait = np.where(given_up, 8 + wait, wait).astype(np.int64)
    mean = of_each("minutes")[reason] * 60
    work = 20 + (mean * rng.lognormal(-0.18, 0.6, count)).astype(np.int64)
    work = np.where(given_up, 0, np.where(passed_on, work // 3 + 20, work))
    queue_start = start + menu_seconds
    first_end = np.where(queued, queue_start + wait + work, queue_start)
    second_start = first_end + rng.integers(1, 180, count)
    second_wait = rng.exponential(60, count).astype(np.int64)
    gone = passed_on & (rng.random(count) < 0.06)
    second_work = 30 + (mean * rng.lognormal(-0.18, 0.6, count)).astype(np.int64)
    second_work = np.where(gone, 0, second_work)
    keeps_number = rng.random(count) < 0.8
    second_number = np.where(keeps_number, number, numbers.take(Tool.CALLS, count))
    coded = left_out(rng, noted, NOT_NOTED)
    left = passed_on & (rng.random(count) < LEFT_TO_THE_NEXT)
    row = {"tool": Tool.CALLS, "channel": Channel.PHONE}
    legs = [
        happened(
            contacts,
            menu,
            tool=Tool.CALLS,
            channel=Channel.IVR,
            outcome=np.select(
                [solved, lost],
                [Outcome.SELF_SERVED, Outcome.ABANDONED],
                Outcome.TRANSFERRED,
            ),
            started=start,
            waiting=0,
            handling=menu_seconds,
            thread=number,
            coded=np.where(solved, noted, left_out(rng, noted, NOT_NOTED_BY_MACHINE)),
            level=0,
        ),
        happened(
            contacts,
            queued,
            **row,
            outcome=np.select(
                [given_up, dropped, passed_on],
                [Outcome.ABANDONED, Outcome.FAILED, Outcome.TRANSFERRED],
                Outcome.HANDLED,
            ),
            started=queue_start,
            waiting=wait,
            handling=work,
            thread=number,
            coded=np.where(given_up | left, -1, coded),
        ),
        happened(
            contacts,
            passed_on,
            **row,
            outcome=np.where(gone, Outcome.ABANDONED, Outcome.HANDLED),
            started=second_start,
            waiting=second_wait,
            handling=second_work,
            thread=second_number,
            coded=np.where(gone, -1, mended(rng, noted, reason, MENDED_BY_TRANSFER)),
            level=2,
        ),
    ]
    end = np.where(passed_on, second_start + second_wait + second_work, first_end)
    return stack(legs), end, ~given_up & ~dropped
