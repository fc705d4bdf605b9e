"""Help-desk cases: a message, its acknowledgement, the answer, and what follows."""

import numpy as np

from demo.world.clock import DAY, HOUR, Clock
from demo.world.coding import left_out, mended
from demo.world.events import (
    Channel,
    Direction,
    Numbers,
    Outcome,
    Status,
    Table,
    Tool,
    happened,
    stack,
)
from demo.world.noise import MENDED_IN_CASE, NOT_NOTED


def write(
    rng: np.random.Generator, clock: Clock, contacts: Table, numbers: Numbers
) -> tuple[Table, np.ndarray, np.ndarray]:
    """Return the messages of each contact, when each ended, who was served.

    `contacts["case"]` is the case the customer answers in, -1 for a new one; it is
    set to the case used. An end is the answer for most; the others do not wait for
    it and write, or call, again.
    """
    start, noted = contacts["start"], contacts["noted"]
    count = len(start)
    luck = rng.random((8, count))
    is_new = contacts["case"] < 0
    case = np.where(is_new, numbers.take(Tool.HELPDESK, count), contacts["case"])
    contacts["case"] = case
    is_letter = is_new & (luck[0] < 0.07)
    answered = luck[1] < 0.96
    delay = rng.lognormal(np.log(13 * HOUR), 1.0, count).astype(np.int64)
    answer = clock.into_hours(rng, start + 300 + delay)
    # The case goes to accounting or logistics, says the agent, and stays on hold.
    held = answered & (luck[2] < 0.12)
    hold = clock.into_hours(rng, start + 200 + (answer - start) // 3)
    held &= hold < answer
    asked = luck[3] < 0.2
    status = np.where(asked, Status.PENDING, Status.SOLVED)
    status = np.where(luck[3] > 0.93, Status.OPEN, status)
    more = start + 300 + rng.integers(0, 23 * HOUR, count)
    thanks = answer + 600 + rng.integers(0, 30 * HOUR, count)
    absent = answer + rng.integers(1, 40, count)
    notice = answer + rng.integers(5 * DAY, 8 * DAY, count)
    coded = left_out(rng, noted, NOT_NOTED)
    corrected = mended(rng, noted, contacts["reason"], MENDED_IN_CASE)
    case_row = {"tool": Tool.HELPDESK, "thread": case, "channel": Channel.EMAIL}
    outbound = {**case_row, "direction": Direction.OUTBOUND}
    work = 60 + (480 * rng.lognormal(-0.2, 0.6, count)).astype(np.int64)
    messages = [
        happened(
            contacts,
            **{
                **case_row,
                "channel": np.where(is_letter, Channel.LETTER, Channel.EMAIL),
            },
            started=start,
            outcome=Outcome.UNKNOWN,
            status=np.where(is_new, Status.NEW, Status.OPEN),
            coded=np.where(is_new & (luck[4] < 0.3), -1, coded),
        ),
        happened(
            contacts,
            is_new & ~is_letter & (luck[5] < 0.75),
            **outbound,
            started=start + 5,
            automatic=True,
            status=Status.NEW,
            coded=-1,
        ),
        happened(
            contacts,
            (luck[6] < 0.16) & (~answered | (more < answer)),
            **case_row,
            started=more,
            outcome=Outcome.UNKNOWN,
            status=Status.OPEN,
            coded=coded,
        ),
        happened(
            contacts,
            held,
            **outbound,
            started=hold,
            handling=work // 2,
            status=Status.HOLD,
            coded=coded,
        ),
        happened(
            contacts,
            answered,
            **outbound,
            started=answer,
            handling=work,
            status=status,
            coded=corrected,
        ),
        happened(
            contacts,
            answered & (luck[7] < 0.02),
            **case_row,
            started=absent,
            outcome=Outcome.UNKNOWN,
            automatic=True,
            status=status,
            coded=corrected,
        ),
        happened(
            contacts,
            answered & (status == Status.SOLVED) & (luck[7] > 0.9),
            **case_row,
            started=thanks,
            outcome=Outcome.UNKNOWN,
            status=Status.SOLVED,
            coded=corrected,
        ),
        happened(
            contacts,
            answered & (luck[7] > 0.02) & (luck[7] < 0.07),
            **outbound,
            started=notice,
            handling=90,
            status=Status.CLOSED,
            coded=corrected,
        ),
    ]
    patient = answered & (rng.random(count) < 0.8)
    early = start + 26 * HOUR + rng.integers(0, DAY, count)
    return stack(messages), np.where(patient, answer, early), answered
