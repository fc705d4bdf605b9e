"""Who comes again, after how long, and which way: the planted probabilities.

A served contact solves the problem or not, by reason. Whoever is left unsolved
comes again with COMES_AGAIN, less each round; whoever nobody served, with
UNSERVED_COMES_AGAIN.
"""

import numpy as np

from demo.world.clock import DAY, HOUR, Clock, draw
from demo.world.events import Table, take
from demo.world.reasons import of_each
from demo.world.ways import CHAT, PHONE, SELFCARE

COMES_AGAIN, PATIENCE_LEFT = 0.90, 0.93  # the second: of it, each further round
UNSERVED_COMES_AGAIN = 0.60
NEXT_WAY = np.array([0.58, 0.20, 0.14, 0.05, 0.03])
STAYS = np.array([0.70, 0.62, 0.45, 0.60, 0.20])  # who comes again the same way

# After an answer it takes a night, some days, or until after the reason's window.
SOON, IN_DAYS, LATE = 0.30, 0.57, 0.13
SOON_AFTER, SOON_MEAN = HOUR // 3, 10 * HOUR
DAYS_AFTER, DAYS_MEAN = 2 * DAY // 5, 16 * DAY // 5
LATE_MEAN = 10 * DAY  # beyond the window
# Nobody answered: later that day. (Within the hour, it is still the same contact.)
UNSERVED_AFTER, UNSERVED_MEAN = 65 * 60, 10 * HOUR


def come_again(rng: np.random.Generator, clock: Clock, before: Table) -> Table:
    """Return the contacts of those who come again, after their last one's end."""
    count = len(before["start"])
    solved = rng.random(count) < of_each("solved")[before["reason"]]
    likely = COMES_AGAIN * PATIENCE_LEFT ** (before["round"] - 1)
    likely = np.where(before["served"], ~solved * likely, UNSERVED_COMES_AGAIN)
    last = take(before, rng.random(count) < likely)
    count = len(last["start"])
    luck = rng.random((3, count))
    soon = SOON_AFTER + rng.exponential(SOON_MEAN, count)
    days = DAYS_AFTER + rng.exponential(DAYS_MEAN, count)
    window = of_each("window_days")[last["reason"]] * DAY
    late = window + rng.exponential(LATE_MEAN, count)
    unserved = UNSERVED_AFTER + rng.exponential(UNSERVED_MEAN, count)
    gap = np.select(
        [~last["served"], luck[0] < SOON, luck[0] < SOON + IN_DAYS],
        [unserved, soon, days],
        late,
    )
    stays = luck[1] < np.where(last["served"], STAYS[last["way"]], 0.8)
    # A form that failed is tried again less often than a call nobody took.
    stays &= ~((last["way"] == SELFCARE) & (luck[1] > 0.25))
    way = np.where(stays, last["way"], draw(rng, NEXT_WAY, count))
    start = last["end"] + gap.astype(np.int64)
    staffed = (way == PHONE) | (way == CHAT)
    start = np.where(staffed, clock.into_hours(rng, start), start)
    following = {name: last[name] for name in ("problem", "person", "reason", "noted")}
    following |= {"way": way, "start": start}
    return take(following, start < clock.end)


def comes_again_within_window(reason: np.ndarray, served: np.ndarray) -> np.ndarray:
    """Return the planted probability that a second contact starts within the window.

    It follows from the constants above for a first contact of `reason`, served or
    not; that the contact centre is closed at night delays a few beyond.
    """
    window = of_each("window_days")[reason] * DAY
    soon = 1 - np.exp(-(window - SOON_AFTER) / SOON_MEAN)
    days = 1 - np.exp(-(window - DAYS_AFTER) / DAYS_MEAN)
    unserved = 1 - np.exp(-(window - UNSERVED_AFTER) / UNSERVED_MEAN)
    unsolved = 1 - of_each("solved")[reason]
    after_answer = unsolved * COMES_AGAIN * (SOON * soon + IN_DAYS * days)
    return np.where(served, after_answer, UNSERVED_COMES_AGAIN * unserved)
