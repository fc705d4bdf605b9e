"""The customer file: whole at first, then who came or left, and the monthly count.

The first month's file holds every customer; each later one those who became
customers or left since, as they stand on its day.
"""

import datetime as dt
from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from demo.exports import text
from demo.exports.deliveries import EPOCH, Drop
from demo.exports.files import csv_file
from demo.exports.identifiers import emails
from demo.world.clock import DAY
from demo.world.history import World, stream
from demo.world.people import SEGMENTS, account_number, national_number

TYPES = ("Particulier", "Organisation")


def drops(world: World, seed: int) -> Iterator[Drop]:
    """Yield the customer files and the counts of active customers, month by month."""
    for number in range(world.clock.months):
        day = world.clock.last_day(number)
        came = day + dt.timedelta(days=1)
        content = csv_file(_customers(world, seed, number), encoding="utf-8-sig")
        yield Drop(f"crm/clients_{day:%Y%m%d}.csv", content, came)
        content = csv_file(_activity(world, number), encoding="cp1252")
        yield Drop(f"customer_base/parc_{day:%Y%m%d}.csv", content, came)


def _customers(world: World, seed: int, number: int) -> dict[str, pa.Array]:
    people = world.people
    day = world.clock.last_day(number)
    today = (day - EPOCH).days
    rng = stream(seed, "crm")
    luck = rng.random((3, people.account_count))
    before = world.clock.first_day(number) - 1 if number else -1
    moved = (people.started_day > before) | (people.departed_day > before)
    known = np.flatnonzero((people.started_day <= today) & moved)
    head, luck = people.head[known], luck[:, known]
    shape = (luck[2] * text.PHONE_SHAPES).astype(np.int64) % 4
    left = people.departed_day[known]
    has_left = (left >= 0) & (left <= today)
    left = np.where(has_left, left, today)
    mobile = national_number(people.mobile(head))
    landline = national_number(people.landline(head))
    listed = people.has_landline[head] & (luck[1] > 0.3)
    return {
        "Compte": text.glue("C", text.texts(account_number(known), 8)),
        "E-mail": emails(world, head, luck[0] < 0.96),
        "Mobile": text.only_where(luck[1] < 0.97, text.phones(mobile, shape)),
        "Fixe": text.only_where(listed, text.phones(landline, shape)),
        "Offre": text.pick(SEGMENTS, people.segment[known]),
        "Nature": text.pick(TYPES, people.type[known]),
        "Client depuis": text.dates(people.started_day[known] * DAY, "%d/%m/%Y"),
        "Parti le": text.only_where(has_left, text.dates(left * DAY, "%d/%m/%Y")),
        "CA annuel": text.with_comma(people.revenue_cents[known]),
        "Arrêté au": pa.array([f"{day:%d/%m/%Y}"] * len(known), pa.string()),
    }


def _activity(world: World, number: int) -> dict[str, pa.Array]:
    people, last = world.people, world.clock.last_day(number)
    today = (last - EPOCH).days
    is_there = (people.started_day <= today) & (
        (people.departed_day < 0) | (people.departed_day > today)
    )
    is_new = is_there & (people.started_day > today - last.day)
    here = [people.segment == position for position in range(len(SEGMENTS))]
    return {
        "Mois": pa.array([f"{last.replace(day=1):%d/%m/%Y}"] * len(SEGMENTS)),
        "Offre": pa.array(SEGMENTS),
        "Clients actifs": text.texts([int((one & is_there).sum()) for one in here]),
        "Commandes": text.texts([int((one & is_new).sum()) for one in here]),
    }
