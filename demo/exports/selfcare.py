"""Visits to web site and app: a gzipped log without ids, in UTC.

Most rows are pages somebody looked at; some are a form begun, a search, a payment
that failed. Technical pings are in it too.
"""

import datetime as dt

import numpy as np

from demo.exports import codes, text
from demo.exports.deliveries import Export
from demo.exports.files import csv_file, gzipped
from demo.exports.identifiers import accounts, devices
from demo.exports.recorded import BAD_TIME_SHARE, Columns, Month, Rows, dirty, rows_of
from demo.world.clock import draw
from demo.world.events import Channel, Tool
from demo.world.history import World

PING_SHARE = 0.02
RESULTS = ("", "", "", "OK", "KO", "")
PAGE_WEIGHTS = np.array([30, 22, 18, 12, 10, 8])


def _content(columns: Columns, day: dt.date) -> bytes:
    return gzipped(csv_file(columns, delimiter=","))


def _rows(world: World, month: Month) -> Rows:
    rng = month.rng
    pings = np.flatnonzero(rng.random(month.count) < PING_SHARE)
    order = np.sort(np.concatenate([np.arange(month.count), pings]))
    is_ping = np.diff(order, prepend=-1) == 0
    month = month.picked(order)
    events, count = month.events, month.count
    page = codes.FIRST_PAGE + draw(rng, PAGE_WEIGHTS, count)
    coded = np.where(events["coded"] >= 0, events["coded"], page)
    kind = np.where(is_ping, 2, events["coded"] >= 0)
    utc = events["started"]
    stamp = text.glue(text.dates(utc, "%Y-%m-%d"), " ", text.times(utc))
    columns = {
        "ts": dirty(month, stamp, BAD_TIME_SHARE, "-"),
        "event": text.pick(("page", "intent", "ping"), kind),
        "code": month.reason_codes(codes.SELFCARE, coded),
        "result": text.pick(RESULTS, events["outcome"]),
        "seconds": text.texts(events["handling"]),
        "device": devices(events),
        "customer_no": accounts(world, events),
        "from": text.pick(
            ("web", "app"), (events["channel"] == Channel.APP).astype(np.int8)
        ),
    }
    return rows_of(month, columns, ~is_ping)


EXPORT = Export(
    Tool.SELFCARE,
    folder="selfcare",
    stem="visits",
    suffix=".csv.gz",
    id_columns=("ts", "device", "customer_no", "code", "seconds"),
    rows=_rows,
    content=_content,
    in_utc=True,
)
