"""The back office: accounting, logistics and field work behind a contact."""

import numpy as np

from demo.world.clock import DAY, HOUR, Clock
from demo.world.events import ACCOUNT, Channel, Direction, Table, Tool, happened
from demo.world.reasons import of_each


def work_behind(rng: np.random.Generator, clock: Clock, contacts: Table) -> Table:
    """Return the internal tasks that contacts cause, some hours or days later.

    A task names its case where the contact had one, else the account. Its code is
    the reason's, or -1 where the team has one code for everything.
    """
    count = len(contacts["start"])
    later = HOUR + rng.exponential(1.2 * DAY, count)
    luck = rng.random((2, count))
    has_case = contacts["case"] >= 0
    is_known = has_case | (contacts["shows"] > 0)
    return happened(
        contacts,
        is_known & (luck[0] < of_each("back_office")[contacts["reason"]]),
        tool=Tool.BACKOFFICE,
        channel=Channel.OFFICE,
        direction=Direction.INTERNAL,
        started=clock.into_hours(rng, contacts["start"] + later.astype(np.int64)),
        handling=300 + rng.gamma(2.0, 900, count).astype(np.int64),
        related=contacts["case"],
        shows=np.where(
            (contacts["shows"] == 0) | (has_case & (rng.random(count) < 0.7)),
            0,
            ACCOUNT,
        ),
        coded=np.where(luck[1] < 0.75, contacts["reason"], -1),
        level=3,
    )
