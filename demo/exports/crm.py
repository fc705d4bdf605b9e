"""The customer file, twice a year and whole, and the monthly count of customers."""

import datetime as dt
from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from demo.exports import text
from demo.exports.files import csv_file
from demo.exports.identifiers import emails
from demo.exports.monthly import Drop
from demo.world.clock import DAY
from demo.world.history import World, stream
from demo.world.people import SEGMENTS, account_number, national_number

EVERY_MONTHS = 6
TYPES = ("Particulier", "Organisation")


def drops(world: World, seed: int) -> Iterator[Drop]:
    """Yield the customer files and the count of active customers."""
    months = world.clock.months
    for number in range(months):
        if (number + 1) % EVERY_MONTHS == 0 or number + 1 == months:
            day = world.clock.last_day(number)
            content = csv_file(_customers(world, seed, day), encoding="utf-8-sig")
            yield Drop(f"crm/clients_{day:%Y%m%d}.csv", content, day)
    day = world.clock.last_day(months - 1)
    content = csv_file(_activity(world), encoding="cp1252")
    yield Drop(f"customer_base/parc_{day:%Y%m%d}.csv", content, day)


def _customers(world: World, seed: int, day: dt.date) -> dict[str, pa.Array]:
    people = world.people
    rng = stream(seed, "crm")
    luck = rng.random((3, people.account_count))
    today = (day - dt.date(1970, 1, 1)).days
    known = np.flatnonzero(people.started_day <= today)
    head, luck = people.head[known], luck[:, known]
    shape = (luck[2] * text.PHONE_SHAPES).astype(np.int64) % 4
    left = people.departed_day[known]
    has_left = (left >= 0) & (left <= today)
    left = np.where(has_left, left, today)
    mobile = national_number(people.mobile(head))
    landline = national_number(people.landline(known))
    return {
        "Compte": text.glue("C", text.texts(account_number(known), 8)),
        "E-mail": emails(world, head, luck[0] < 0.92),
        "Mobile": text.only_where(luck[1] < 0.95, text.phones(mobile, shape)),
        "Fixe": text.only_where(luck[1] > 0.4, text.phones(landline, shape)),
        "Offre": text.pick(SEGMENTS, people.segment[known]),
        "Nature": text.pick(TYPES, people.type[known]),
        "Client depuis": text.dates(people.started_day[known] * DAY, "%d/%m/%Y"),
        "Parti le": text.only_where(has_left, text.dates(left * DAY, "%d/%m/%Y")),
        "CA annuel": text.with_comma(people.revenue_cents[known]),
        "Arrêté au": pa.array([f"{day:%d/%m/%Y}"] * len(known), pa.string()),
    }


def _activity(world: World) -> dict[str, pa.Array]:
    people, clock = world.people, world.clock
    rows = []
    for number in range(clock.months):
        last = clock.last_day(number)
        today = (last - dt.date(1970, 1, 1)).days
        is_there = (people.started_day <= today) & (
            (people.departed_day < 0) | (people.departed_day > today)
        )
        new = is_there & (people.started_day > today - last.day)
        for position, segment in enumerate(SEGMENTS):
            here = people.segment == position
            rows.append(
                (
                    f"{last.replace(day=1):%d/%m/%Y}",
                    segment,
                    str(int((here & is_there).sum())),
                    str(int((here & new).sum())),
                )
            )
    names = ("Mois", "Offre", "Clients actifs", "Commandes")
    return {
        name: pa.array(column, pa.string())
        for name, column in zip(names, zip(*rows, strict=True), strict=True)
    }
