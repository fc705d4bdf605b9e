"""The year of Demo Telecom: problems arise, contacts follow, some come again.

Time goes by rounds, never by rows: round 1 holds the first contact of every
problem, round 2 those who came again, and so on, each as numpy columns.
"""

import zlib
from typing import NamedTuple

import numpy as np

from demo.world import dialogue, office, selfcare, voice, written
from demo.world.arrivals import first_contacts
from demo.world.callbacks import call_back
from demo.world.clock import DAY, WARM_UP_DAYS, Clock
from demo.world.coding import noted_reasons
from demo.world.comebacks import come_again
from demo.world.events import ACCOUNT, Direction, Numbers, Table, stack, take
from demo.world.people import People
from demo.world.recognition import identifiers_shown
from demo.world.ways import PHONE, WRITTEN

INTERACTIONS_PER_PERSON = 3.2
EVENTS_PER_PROBLEM = 2.95  # within the exported months; page views make up the rest
ROUNDS = 9

# In the order of the ways to come.
WAYS = (voice.call, written.write, dialogue.chat, dialogue.message, selfcare.visit)


class World(NamedTuple):
    """Persons, their contacts (the truth) and the events that tools record.

    `is_clear`: every row names its true person and its true reason, no tool's code.
    """

    clock: Clock
    people: People
    contacts: Table
    events: Table
    is_clear: bool = False

    def with_persons_shown(self) -> "World":
        """Return the same events, every row with its person's account and no more."""
        shown = {
            "called_from": self.events["shows"],  # what the rows do not show any more
            "shows": np.full_like(self.events["shows"], ACCOUNT),
        }
        return self._replace(events=self.events | shown)

    def made_clear(self) -> "World":
        """Return the same events, their rows without noise on person and reason."""
        world = self.with_persons_shown()
        events = world.events
        true = {"coded": np.where(events["contact"] >= 0, events["reason"], -1)}
        return world._replace(events=events | true, is_clear=True)


def stream(seed: int, name: str) -> np.random.Generator:
    """Return the random numbers of one part: a new part moves no other."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


def live_through(interactions: int, months: int, seed: int) -> World:
    """Return a world of about `interactions` events within `months` months."""
    clock = Clock(months)
    persons = max(60, round(interactions / INTERACTIONS_PER_PERSON))
    people = People(stream(seed, "people"), clock, persons)
    # Problems before the first month only leave their tail in it.
    span = (clock.end - clock.start + WARM_UP_DAYS * DAY) / (clock.end - clock.start)
    problems = round(interactions / EVENTS_PER_PROBLEM * span)
    contacts, events = _contacts(stream(seed, "contacts"), clock, people, problems)
    contacts["last_word"] = _last_words(contacts, events)
    within = (events["started"] >= clock.start) & (events["started"] < clock.end)
    events = take(events, within)
    views = interactions - len(events["started"])
    if views > 0:
        rng = stream(seed, "views")
        events = stack([events, selfcare.look_around(rng, clock, people, views)])
    order = np.argsort(events["started"], kind="stable")
    return World(clock, people, contacts, take(events, order))


def _last_words(contacts: Table, events: Table) -> np.ndarray:
    """Return when each contact ends for the customer: the end of its last leg.

    The method counts windows from here; answers and internal work come after it.
    """
    legs = take(
        events, (events["direction"] == Direction.INBOUND) & ~events["automatic"]
    )
    spent = np.maximum(legs["waiting"], 0) + np.maximum(legs["handling"], 0)
    last = contacts["start"].copy()
    np.maximum.at(last, legs["contact"], legs["started"] + spent)
    return last


def _contacts(
    rng: np.random.Generator, clock: Clock, people: People, problems: int
) -> tuple[Table, Table]:
    numbers = Numbers()
    now = first_contacts(rng, clock, people, problems)
    case_of = np.full(problems, -1, np.int64)
    contacts, events, known = [], [], 0
    for number in range(1, ROUNDS + 1):
        count = len(now["start"])
        if not count:
            break
        now["contact"] = np.arange(known, known + count)
        now["round"] = np.full(count, number)
        now["noted"] = noted_reasons(rng, now)
        at_home = people.has_landline[now["person"]]
        now["shows"] = identifiers_shown(rng, now["way"], at_home)
        now["end"] = np.zeros(count, np.int64)
        now["served"] = np.zeros(count, bool)
        same_case = rng.random(count) < 0.85
        now["case"] = np.where(same_case, case_of[now["problem"]], -1)
        now["case"][now["way"] != WRITTEN] = -1
        for way, happen in enumerate(WAYS):
            rows = np.flatnonzero(now["way"] == way)
            some = take(now, rows)
            seen, now["end"][rows], now["served"][rows] = happen(
                rng, clock, some, numbers
            )
            now["case"][rows] = some["case"]
            events.append(seen)
        case_of[now["problem"]] = np.where(
            now["case"] >= 0, now["case"], case_of[now["problem"]]
        )
        events.append(office.work_behind(rng, clock, now))
        spoken = take(now, now["way"] == PHONE)
        events.append(call_back(rng, clock, spoken, numbers))
        contacts.append(now)
        known += count
        now = come_again(rng, clock, now)
    return stack(contacts), stack(events)
