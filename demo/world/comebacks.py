"""Who comes again, after how long, and which way."""

import numpy as np

from demo.world.clock import DAY, HOUR, Clock, draw
from demo.world.events import Table, take
from demo.world.reasons import of_each
from demo.world.ways import CHAT, PHONE, SELFCARE

NEXT_WAY = np.array([0.58, 0.20, 0.14, 0.05, 0.03])
STAYS = np.array([0.70, 0.62, 0.45, 0.60, 0.20])  # who comes again the same way
UNSERVED_COMES_BACK = 0.72


def come_again(rng: np.random.Generator, clock: Clock, before: Table) -> Table:
    """Return the contacts of those who come again, after their last one's end."""
    count = len(before["start"])
    likely = of_each("comes_back")[before["reason"]] * 0.93 ** (before["round"] - 1)
    likely = np.where(before["served"], likely, UNSERVED_COMES_BACK)
    last = take(before, rng.random(count) < likely)
    count = len(last["start"])
    luck = rng.random((3, count))
    # Nobody answered: most try again at once, the others within the day. After an
    # answer it takes a night, some days, or until after the reason's window.
    soon = 60 + rng.integers(0, 55 * 60, count)
    today = 20 * 60 + rng.exponential(10 * HOUR, count)
    days = 0.4 * DAY + rng.exponential(3.2 * DAY, count)
    window = of_each("window_days")[last["reason"]] * DAY
    late = window + rng.exponential(10 * DAY, count)
    gap = np.select(
        [~last["served"] & (luck[0] < 0.6), luck[0] < 0.3, luck[0] < 0.87],
        [soon, today, days],
        late,
    )
    gap = np.where(~last["served"] & (luck[0] >= 0.6), today, gap)
    stays = luck[1] < np.where(last["served"], STAYS[last["way"]], 0.8)
    # A form that failed is tried again less often than a call nobody took.
    stays &= ~((last["way"] == SELFCARE) & (luck[1] > 0.25))
    way = np.where(stays, last["way"], draw(rng, NEXT_WAY, count))
    start = last["end"] + gap.astype(np.int64)
    staffed = (way == PHONE) | (way == CHAT)
    start = np.where(staffed, clock.into_hours(rng, start), start)
    following = {name: last[name] for name in ("problem", "person", "reason")}
    following |= {"way": way, "start": start}
    return take(following, start < clock.end)
