"""The help desk: a CSV of messages, one row each, quoted, ISO times with offset.

A subject may hold commas, quotes and line ends. Early July brings the last days of
June again, with a higher revision and the category an agent corrected since.
"""

import datetime as dt
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demo.exports import codes, text
from demo.exports.files import csv_file
from demo.exports.identifiers import accounts, shown_emails
from demo.exports.monthly import (
    BAD_TIME_SHARE,
    MISSING_ID_SHARE,
    Drop,
    Month,
    agents,
    dirty,
    months,
)
from demo.world.clock import DAY
from demo.world.events import Channel, Direction, Tool
from demo.world.history import World
from demo.world.reasons import GROUP_OF

FOLDER = "helpdesk"
REVISED, REVISED_FROM_DAY = dt.date(2025, 6, 30), 20
REVISED_ON = dt.date(2025, 7, 2)

STATUSES = ("new", "open", "pending", "hold", "solved", "closed")
TEAMS = ("tech", "billing", "logistics", "account", "sales")
SUBJECTS = (
    "Votre demande",
    'Re: "urgent", merci',
    "Facture, encore",
    "Question\r\nsuite",
    "RE: RE: Box",
)


def drops(world: World, seed: int) -> Iterator[Drop]:
    """Yield the help desk's files, in the order they came."""
    for month in months(world, Tool.HELPDESK, seed):
        rows = _rows(world, month)
        path = f"{FOLDER}/{month.name('messages', '.csv')}"
        yield Drop(path, _file(rows), month.last_day)
        if month.last_day == REVISED:
            name = f"messages_{REVISED_ON:%Y%m%d}_revised.csv"
            yield Drop(f"{FOLDER}/{name}", _file(_revised(month, rows)), REVISED_ON)


def _file(rows: dict[str, pa.Array]) -> bytes:
    return csv_file(rows, delimiter=",", encoding="utf-8", quoted=True)


def _revised(month: Month, rows: dict[str, pa.Array]) -> dict[str, pa.Array]:
    first = (REVISED.replace(day=REVISED_FROM_DAY) - dt.date(1970, 1, 1)).days
    table = pa.table(rows).filter(pa.array(month.local // DAY >= first))
    rows = {name: table[name].combine_chunks() for name in table.column_names}
    rows["revision"] = pa.array(["2"] * table.num_rows, pa.string())
    other = pc.equal(rows["category"], "autre")
    other = pc.fill_null(other, False)
    rows["category"] = pc.if_else(other, "facturation_info", rows["category"])
    return rows


def _rows(world: World, month: Month) -> dict[str, pa.Array]:
    rng, events, count = month.rng, month.events, month.count
    is_customer = events["direction"] == Direction.INBOUND
    automatic = events["automatic"]
    is_agent = ~is_customer & ~automatic
    author = np.where(is_customer, 0, np.where(automatic, 2, 1))
    coded = events["coded"].astype(np.int64)
    coded = np.where((coded >= 0) & (rng.random(count) < 0.03), codes.OTHER_CASE, coded)
    message = text.glue("M", text.texts(events["number"], 9))
    utc_offset = month.local - events["started"]
    created = text.glue(
        text.dates(month.local, "%Y-%m-%d"),
        "T",
        text.times(month.local),
        text.offsets(utc_offset),
    )
    score = text.texts(rng.integers(1, 6, count))
    return {
        "case_id": text.glue("CASE-", text.texts(events["thread"])),
        "message_id": dirty(rng, message, MISSING_ID_SHARE, None),
        "revision": pa.array(["1"] * count, pa.string()),
        "created_at": dirty(rng, created, BAD_TIME_SHARE, "0000-00-00T00:00:00"),
        "via": text.pick(
            ("email", "web form", "post"),
            np.where(events["channel"] == Channel.LETTER, 2, events["person"] % 2),
        ),
        "author": text.pick(("customer", "agent", "system"), author),
        "auto": text.pick(("false", "true"), automatic.astype(np.int8)),
        "status_after": text.pick(STATUSES, events["status"]),
        "category": text.pick(codes.HELPDESK, coded),
        "subject": text.pick(SUBJECTS, rng.integers(0, len(SUBJECTS), count)),
        "requester": shown_emails(world, month),
        "customer_no": accounts(world, events),
        "agent": agents(world, month, "hd", is_agent),
        "team": text.pick(TEAMS, GROUP_OF[events["reason"]]),
        "handling_seconds": text.only_where(
            events["handling"] >= 0, text.texts(events["handling"])
        ),
        "csat": text.only_where(is_agent & (rng.random(count) < 0.15), score),
    }
