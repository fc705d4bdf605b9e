"""Who an event shows: account, e-mail, telephone and device as text."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demo.exports import text
from demo.exports.recorded import Month
from demo.world import people
from demo.world.events import (
    ACCOUNT,
    DEVICE,
    EMAIL,
    LANDLINE,
    MOBILE,
    STORE,
    SWITCHBOARD,
    Table,
    Tool,
)
from demo.world.history import World

DOMAINS = ("example.com", "example.org", "example.net")


def accounts(world: World, events: Table) -> pa.Array:
    """Return customer numbers, null where the event shows none."""
    account = world.people.account_used(events["person"], events["number"])
    account = events["person"] if world.is_clear else account
    number = text.glue("C", text.texts(people.account_number(account), 8))
    return text.only_where((events["shows"] & ACCOUNT) > 0, number)


def emails(world: World, person: np.ndarray, shown: np.ndarray) -> pa.Array:
    """Return persons' addresses, null where not shown; they belong to nobody."""
    domain = text.pick(DOMAINS, person % len(DOMAINS))
    local_part = text.glue(
        text.pick(people.FORENAMES, person % len(people.FORENAMES)),
        ".",
        text.pick(people.SURNAMES, person // 7 % len(people.SURNAMES)),
        text.texts(person),
    )
    return text.only_where(shown, text.glue(local_part, "@", domain))


def shown_emails(world: World, month: Month) -> pa.Array:
    """Return the e-mails events show, some typed in capitals or with a space."""
    events = month.events
    plain = emails(world, events["person"], (events["shows"] & EMAIL) > 0)
    luck = month.rng.random(month.count)
    capital = pc.utf8_upper(plain)
    typed = pc.if_else(pa.array(luck < 0.03), capital, plain)
    return pc.if_else(pa.array(luck > 0.99), text.glue(typed, " "), typed)


def phone_numbers(world: World, events: Table) -> tuple[np.ndarray, np.ndarray]:
    """Return the nine digits an event shows, and where it shows any."""
    shows, person = events["shows"], events["person"]
    entry = np.select(
        [(shows & bit) > 0 for bit in (SWITCHBOARD, STORE, LANDLINE)],
        [
            people.SWITCHBOARD,
            people.STORE,
            world.people.landline(person),
        ],
        world.people.mobile(person),
    )
    shown = (shows & (SWITCHBOARD | STORE | LANDLINE | MOBILE)) > 0
    return people.national_number(entry), shown


def devices(events: Table) -> pa.Array:
    """Return device cookies, two per person, null where the event shows none.

    A browser and an app have each their own; a chat is held on one of them.
    """
    is_chat = events["tool"] == Tool.CHAT
    which = np.where(is_chat, events["contact"], events["channel"]) & 1
    device = events["person"].astype(np.int64) * 2 + which
    cookie = text.glue("d-", text.texts(device * 2_654_435_761 % 2**40))
    return text.only_where((events["shows"] & DEVICE) > 0, cookie)
