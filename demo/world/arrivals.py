"""Problems arise: whose, why, when, and which way the customer comes first."""

import numpy as np

from demo.world.clock import HOUR, WARM_UP_DAYS, Clock, draw
from demo.world.events import Table
from demo.world.noise import BEGIN_IN_SELF_CARE
from demo.world.people import People
from demo.world.reasons import OUTAGE, of_each
from demo.world.ways import CHAT, PHONE, SELFCARE

# In the order of the ways to come.
FIRST_WAY = np.array(  # by habit
    [  # the last, self-care, is weighed by reason too: BEGIN_IN_SELF_CARE in all
        [0.76, 0.08, 0.05, 0.03, 0.08],
        [0.48, 0.14, 0.13, 0.06, 0.19],
        [0.18, 0.14, 0.20, 0.10, 0.38],
    ]
)


def first_contacts(
    rng: np.random.Generator, clock: Clock, people: People, problems: int
) -> Table:
    """Return the first contact of every problem, those of the warm-up included."""
    reason = draw(rng, of_each("share"), problems)
    person = draw(rng, people.activity, problems)
    start = clock.moments(rng, problems, WARM_UP_DAYS)
    habit = FIRST_WAY[people.habit[person]]
    digital = habit[:, SELFCARE] * of_each("self_care")[reason]
    digital = BEGIN_IN_SELF_CARE * digital / digital.mean()
    others = np.cumsum(habit[:, :SELFCARE], axis=1)
    luck = rng.random(problems)[:, None] * others[:, -1:]
    way = (luck > others[:, :-1]).sum(axis=1)
    way = np.where(rng.random(problems) < digital, SELFCARE, way)
    staffed = (way == PHONE) | (way == CHAT)
    start = np.where(staffed, clock.into_hours(rng, start), start)
    # The network fails in the nights when the clocks change: a burst of calls.
    burst = max(24, problems // 1500)
    turns = (
        clock.start
        + np.flatnonzero(np.diff(clock.offset(np.arange(clock.start, clock.end, HOUR))))
        * HOUR
        + HOUR
    )
    for turn, first in zip(turns, range(0, len(turns) * burst, burst), strict=True):
        rows = slice(first, first + burst)
        start[rows] = turn + rng.integers(-2 * HOUR, 2 * HOUR, len(start[rows]))
        reason[rows], way[rows] = OUTAGE, PHONE
    return {
        "problem": np.arange(problems),
        "person": person,
        "reason": reason,
        "way": way,
        "start": start,
    }
