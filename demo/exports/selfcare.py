"""Visits to web site and app: a gzipped log without ids, in UTC.

Most rows are pages somebody looked at; some are a form begun, a search, a payment
that failed. Technical pings are in it too.
"""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from demo.exports import codes, text
from demo.exports.files import csv_file, gzipped
from demo.exports.identifiers import accounts, devices
from demo.exports.monthly import BAD_TIME_SHARE, Drop, Month, dirty, months
from demo.world.clock import draw
from demo.world.events import Channel, Tool, take
from demo.world.history import World

FOLDER = "selfcare"
PING_SHARE = 0.02
RESULTS = ("", "", "", "OK", "KO", "")
PAGE_WEIGHTS = np.array([30, 22, 18, 12, 10, 8])


def drops(world: World, seed: int) -> Iterator[Drop]:
    """Yield the log files, in the order they came."""
    for month in months(world, Tool.SELFCARE, seed):
        content = csv_file(_rows(world, month), delimiter=",")
        path = f"{FOLDER}/{month.name('visits', '.csv.gz')}"
        yield Drop(path, gzipped(content), month.last_day)


def _rows(world: World, month: Month) -> dict[str, pa.Array]:
    rng = month.rng
    pings = np.flatnonzero(rng.random(month.count) < PING_SHARE)
    order = np.sort(np.concatenate([np.arange(month.count), pings]))
    is_ping = np.diff(order, prepend=-1) == 0
    events, count = take(month.events, order), len(order)
    page = codes.FIRST_PAGE + draw(rng, PAGE_WEIGHTS, count)
    coded = np.where(events["coded"] >= 0, events["coded"], page)
    kind = np.where(is_ping, 2, events["coded"] >= 0)
    utc = events["started"]
    stamp = text.glue(text.dates(utc, "%Y-%m-%d"), " ", text.times(utc))
    return {
        "ts": dirty(rng, stamp, BAD_TIME_SHARE, "-"),
        "event": text.pick(("page", "intent", "ping"), kind),
        "code": text.pick(codes.SELFCARE, coded),
        "result": text.pick(RESULTS, events["outcome"]),
        "seconds": text.texts(events["handling"]),
        "device": devices(events),
        "customer_no": accounts(world, events),
        "from": text.pick(
            ("web", "app"), (events["channel"] == Channel.APP).astype(np.int8)
        ),
    }
