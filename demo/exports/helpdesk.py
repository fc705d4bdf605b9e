"""The help desk: a CSV of messages, one row each, quoted, ISO times with offset.

A subject may hold commas, quotes and line ends. Early July brings the last days of
June again, with a higher revision and the category an agent corrected since.
"""

import datetime as dt

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demo.exports import codes, text
from demo.exports.deliveries import Drop, Export, days_within
from demo.exports.files import csv_file
from demo.exports.identifiers import accounts, shown_emails
from demo.exports.recorded import (
    BAD_TIME_SHARE,
    MISSING_ID_SHARE,
    Columns,
    Month,
    Rows,
    agents,
    dirty,
    rows_of,
)
from demo.world.events import Channel, Direction, Tool
from demo.world.history import World
from demo.world.noise import CATCH_ALL
from demo.world.reasons import GROUP_OF

REVISED_FROM, REVISED_UNTIL = dt.date(2025, 6, 20), dt.date(2025, 6, 30)
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


def _content(columns: Columns, day: dt.date) -> bytes:
    return csv_file(columns, delimiter=",", encoding="utf-8", quoted=True)


def _corrections(made: list[Rows]) -> list[Drop]:
    """Return the last days of June again, once June is made."""
    if made[-1].month.number != REVISED_UNTIL.month - 1:
        return []
    rows = days_within(made[-1:], REVISED_FROM, REVISED_UNTIL)
    rows["revision"] = pa.array(["2"] * len(rows["revision"]), pa.string())
    other = pc.fill_null(pc.equal(rows["category"], "autre"), False)
    rows["category"] = pc.if_else(other, "facturation_info", rows["category"])
    path = EXPORT.path(REVISED_ON, "_revised")
    came = REVISED_ON + dt.timedelta(days=1)
    return [Drop(path, _content(rows, REVISED_ON), came)]


def _rows(world: World, month: Month) -> Rows:
    rng, events, count = month.rng, month.events, month.count
    is_customer = events["direction"] == Direction.INBOUND
    automatic = events["automatic"]
    is_agent = ~is_customer & ~automatic
    author = np.where(is_customer, 0, np.where(automatic, 2, 1))
    coded = events["coded"].astype(np.int64)
    other = (coded >= 0) & (rng.random(count) < CATCH_ALL)
    coded = np.where(other, codes.OTHER_CASE, coded)
    message = text.glue("M", text.texts(events["number"], 9))
    utc_offset = month.local - events["started"]
    created = text.glue(
        text.dates(month.local, "%Y-%m-%d"),
        "T",
        text.times(month.local),
        text.offsets(utc_offset),
    )
    score = text.texts(rng.integers(1, 6, count))
    columns = {
        "case_id": text.glue("CASE-", text.texts(events["thread"])),
        "message_id": dirty(month, message, MISSING_ID_SHARE, None),
        "revision": pa.array(["1"] * count, pa.string()),
        "created_at": dirty(month, created, BAD_TIME_SHARE, "0000-00-00T00:00:00"),
        "via": text.pick(
            ("email", "web form", "post"),
            np.where(events["channel"] == Channel.LETTER, 2, events["person"] % 2),
        ),
        "author": text.pick(("customer", "agent", "system"), author),
        "auto": text.pick(("false", "true"), automatic.astype(np.int8)),
        "status_after": text.pick(STATUSES, events["status"]),
        "category": month.reason_codes(codes.HELPDESK, coded),
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
    return rows_of(month, columns)


EXPORT = Export(
    Tool.HELPDESK,
    folder="helpdesk",
    stem="messages",
    suffix=".csv",
    id_columns=("message_id",),
    rows=_rows,
    content=_content,
    corrections=_corrections,
    agent_column="agent",
)
