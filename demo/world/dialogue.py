"""Chat sessions, often begun with a bot, and the endless dialogue of messaging."""

import numpy as np

from demo.world.clock import Clock
from demo.world.coding import left_out, mended
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
from demo.world.noise import (
    MENDED_BY_TRANSFER,
    MENDED_IN_CASE,
    NOT_NOTED,
    NOT_NOTED_BY_MACHINE,
)

CHAT_WAIT_SECONDS = 45
CHAT_PATIENCE_SECONDS = 400


def chat(
    rng: np.random.Generator, clock: Clock, contacts: Table, numbers: Numbers
) -> tuple[Table, np.ndarray, np.ndarray]:
    """Return the sessions of one chat per contact, its end, who was served."""
    start, noted = contacts["start"], contacts["noted"]
    count = len(start)
    number = numbers.take(Tool.CHAT, count)
    luck = rng.random((4, count))
    bot = luck[0] < 0.6
    bot_seconds = np.where(bot, 30 + rng.exponential(60, count), 0).astype(np.int64)
    solved = bot & (luck[1] < 0.22)
    stuck = bot & (luck[1] > 0.93)
    live = ~solved & ~stuck
    wait = rng.exponential(CHAT_WAIT_SECONDS, count)
    patience = rng.exponential(CHAT_PATIENCE_SECONDS, count)
    given_up = live & (patience < wait)
    wait = np.minimum(wait, patience).astype(np.int64)
    work = 60 + (560 * rng.lognormal(-0.15, 0.55, count)).astype(np.int64)
    passed_on = live & ~given_up & (luck[2] < 0.06)
    work = np.where(given_up, 0, np.where(passed_on, work // 3 + 20, work))
    live_start = start + bot_seconds + 2
    first_end = np.where(live, live_start + wait + work, start + bot_seconds)
    second_start = first_end + rng.integers(1, 90, count)
    second_wait = rng.exponential(40, count).astype(np.int64)
    second_work = 60 + (500 * rng.lognormal(-0.15, 0.55, count)).astype(np.int64)
    row = {"tool": Tool.CHAT, "thread": number}
    sessions = stack(
        [
            happened(
                contacts,
                bot,
                **row,
                channel=Channel.BOT,
                started=start,
                waiting=0,
                handling=bot_seconds,
                outcome=np.select(
                    [solved, stuck],
                    [Outcome.SELF_SERVED, Outcome.FAILED],
                    Outcome.TRANSFERRED,
                ),
                coded=np.where(
                    solved, noted, left_out(rng, noted, NOT_NOTED_BY_MACHINE)
                ),
                level=0,
            ),
            happened(
                contacts,
                live,
                **row,
                channel=Channel.CHAT,
                started=live_start,
                waiting=wait,
                handling=work,
                outcome=np.select(
                    [given_up, passed_on],
                    [Outcome.ABANDONED, Outcome.TRANSFERRED],
                    Outcome.HANDLED,
                ),
                coded=np.where(given_up, -1, left_out(rng, noted, NOT_NOTED)),
            ),
            happened(
                contacts,
                passed_on,
                **row,
                channel=Channel.CHAT,
                started=second_start,
                waiting=second_wait,
                handling=second_work,
                coded=mended(rng, noted, contacts["reason"], MENDED_BY_TRANSFER),
                level=2,
            ),
        ]
    )
    end = np.where(passed_on, second_start + second_wait + second_work, first_end)
    return sessions, end, solved | (live & ~given_up)


def message(
    rng: np.random.Generator, clock: Clock, contacts: Table, numbers: Numbers
) -> tuple[Table, np.ndarray, np.ndarray]:
    """Return the lines of one exchange per contact, its end, who was served.

    A person has one thread for ever, so its number is the person's.
    """
    start, noted = contacts["start"], contacts["noted"]
    count = len(start)
    luck = rng.random((4, count))
    answered = luck[0] < 0.95
    delay = 60 + rng.lognormal(np.log(1200), 1.1, count).astype(np.int64)
    answer = clock.into_hours(rng, start + delay)
    second = start + rng.integers(15, 240, count)
    reply = answer + rng.integers(20, 1800, count)
    closing = reply + rng.integers(60, 1500, count)
    replied = answered & (luck[2] < 0.6)
    closed = replied & (luck[3] < 0.7)
    coded = left_out(rng, noted, NOT_NOTED)
    row = {
        "tool": Tool.MESSAGING,
        "thread": contacts["person"].astype(np.int64),
        "channel": Channel.MESSAGING,
        "coded": coded,
    }
    inbound = {**row, "outcome": Outcome.UNKNOWN}
    outbound = {**row, "direction": Direction.OUTBOUND}
    # Who answers sets the topic of what follows.
    after = {"coded": mended(rng, coded, contacts["reason"], MENDED_IN_CASE)}
    lines = stack(
        [
            happened(contacts, **inbound, started=start),
            happened(
                contacts,
                (luck[1] < 0.5) & (second < answer),
                **inbound,
                started=second,
            ),
            happened(contacts, answered, **outbound, started=answer, handling=150),
            happened(contacts, replied, **inbound | after, started=reply),
            happened(
                contacts, closed, **outbound | after, started=closing, handling=80
            ),
        ]
    )
    last = np.where(closed, closing, np.where(replied, reply, answer))
    return lines, np.where(answered, last, start + 3600), answered
