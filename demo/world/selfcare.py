"""Visits to the customer area: a form begun is a contact, a page looked at is not."""

import numpy as np

from demo.world.clock import Clock
from demo.world.events import (
    ACCOUNT,
    DEVICE,
    Channel,
    Numbers,
    Outcome,
    Table,
    Tool,
    happened,
    stack,
)
from demo.world.people import People
from demo.world.recognition import VIEWS_WITH_ACCOUNT, VIEWS_WITH_DEVICE


def visit(
    rng: np.random.Generator, clock: Clock, contacts: Table, numbers: Numbers
) -> tuple[Table, np.ndarray, np.ndarray]:
    """Return the attempts of one visit per contact, its end, who was served."""
    start = contacts["start"]
    count = len(start)
    luck = rng.random((3, count))
    served = luck[0] < 0.82
    again = luck[1] < 0.3
    seconds = rng.integers(40, 600, count)
    second_start = start + seconds + rng.integers(60, 29 * 60, count)
    channel = np.where(luck[2] < 0.55, Channel.WEB, Channel.APP)
    outcome = np.where(served, Outcome.SELF_SERVED, Outcome.FAILED)
    row = {"tool": Tool.SELFCARE, "channel": channel, "coded": contacts["noted"]}
    row |= {"shows": _logged_in(contacts["shows"], channel)}
    row |= {"level": 0, "handling": seconds}
    attempts = [
        happened(
            contacts,
            **row,
            started=start,
            outcome=np.where(again, Outcome.FAILED, outcome),
        ),
        happened(contacts, again, **row, started=second_start, outcome=outcome),
    ]
    end = np.where(again, second_start, start) + seconds
    return stack(attempts), end, served


def look_around(
    rng: np.random.Generator, clock: Clock, people: People, count: int
) -> Table:
    """Return `count` page views without any problem behind them."""
    luck = rng.random((3, count))
    channel = np.where(luck[2] < 0.5, Channel.WEB, Channel.APP)
    shows = np.where(luck[0] < VIEWS_WITH_ACCOUNT, ACCOUNT, 0)
    shows |= np.where(luck[1] < VIEWS_WITH_DEVICE, DEVICE, 0)
    nobody = {
        "contact": np.full(count, -1),
        "person": rng.integers(0, people.count, count),
        "shows": _logged_in(shows, channel),
    }
    return happened(
        nobody,
        tool=Tool.SELFCARE,
        channel=channel,
        started=clock.moments(rng, count, warm_up=0),
        handling=rng.integers(5, 400, count),
        outcome=Outcome.UNKNOWN,
        level=0,
    )


def _logged_in(shows: np.ndarray, channel: np.ndarray) -> np.ndarray:
    """Return what visits show: the app knows the account of whoever it knows."""
    in_app = (channel == Channel.APP) & (shows > 0)
    return shows | np.where(in_app, ACCOUNT, 0)
