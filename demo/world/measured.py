"""The planted noise, counted in the finished world."""

import numpy as np

from demo.world.events import Channel, Direction, Outcome, Table, Tool, take
from demo.world.history import World
from demo.world.people import People
from demo.world.ways import SELFCARE


def noise_shares(world: World) -> dict[str, tuple[float, int]]:
    """Return each planted share of noise.py, as measured, and over how many."""
    contacts, events = world.contacts, world.events
    answered, handed_over, calls = _calls(events)
    firsts = contacts["way"][contacts["round"] == 1]
    return {
        "miscoded": _share(contacts["noted"] != contacts["reason"]),
        "anonymous": _share(contacts["shows"] == 0),
        "shared_phones": _share(_persons_by_phone(world.people) > 1),
        "transferred": (handed_over / calls, calls),
        "abandoned": (1 - answered / calls, calls),
        "begin_in_self_care": _share(firsts == SELFCARE),
    }


def _share(mask: np.ndarray) -> tuple[float, int]:
    return float(mask.mean()), len(mask)


def _calls(events: Table) -> tuple[int, int, int]:
    """Return how many inbound calls were dealt with, were handed over, came at all.

    Dealt with: by the menu or by an agent, a line that dropped included. A second
    call number after a transfer is the same call.
    """
    legs = take(events, events["tool"] == Tool.CALLS)
    legs = take(legs, legs["direction"] == Direction.INBOUND)
    by_agent = legs["channel"] == Channel.PHONE
    is_second = by_agent & (legs["level"] == 2)
    legs, by_agent = take(legs, ~is_second), by_agent[~is_second]
    outcome = legs["outcome"]
    taken = np.isin(outcome, (Outcome.HANDLED, Outcome.SELF_SERVED, Outcome.FAILED))
    handed = by_agent & (outcome == Outcome.TRANSFERRED)
    calls = np.unique(legs["thread"])
    answered = np.unique(legs["thread"][taken | handed])
    return len(answered), len(np.unique(legs["thread"][handed])), len(calls)


def _persons_by_phone(people: People) -> np.ndarray:
    """Return how many persons have each telephone number of the phone book."""
    person = np.arange(people.count)
    landlines = people.landline(person[people.has_landline])
    numbers = np.concatenate([people.mobile(person), landlines])
    return np.unique(numbers, return_counts=True)[1]
