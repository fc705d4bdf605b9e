"""Lines of an endless dialogue, a tab-separated file inside a daily ZIP."""

import datetime as dt

import numpy as np

from demo.exports import codes, text
from demo.exports.deliveries import Export
from demo.exports.files import csv_file, zipped
from demo.exports.identifiers import accounts, phone_numbers
from demo.exports.recorded import (
    BAD_TIME_SHARE,
    Columns,
    Month,
    Rows,
    agents,
    dirty,
    rows_of,
)
from demo.world.events import Direction, Tool
from demo.world.history import World


def _content(columns: Columns, day: dt.date) -> bytes:
    content = csv_file(columns, delimiter="\t", encoding="utf-8-sig")
    return zipped({f"lines_{day:%Y%m%d}.tsv": content})


def _rows(world: World, month: Month) -> Rows:
    events = month.events
    is_agent = events["direction"] == Direction.OUTBOUND
    national, shown = phone_numbers(world, events)
    handle = text.texts(events["thread"].astype(np.int64) * 48_271 % 2_147_483_647)
    utc = events["started"]
    sent = text.glue(text.dates(utc, "%Y-%m-%d"), "T", text.times(utc), "Z")
    columns = {
        "Line": text.glue("L", text.texts(events["number"], 10)),
        "Dialogue": text.glue("D", text.texts(events["thread"])),
        "Way": text.pick(("IN", "OUT"), is_agent.astype(np.int8)),
        "Sent": dirty(month, sent, BAD_TIME_SHARE, "n/a"),
        "Handle": text.glue("wa.", handle),
        "Number": text.only_where(shown, text.glue("+33", text.texts(national))),
        "Customer": accounts(world, events),
        "Topic": month.reason_codes(codes.MESSAGING, events["coded"]),
        "Agent": agents(world, month, "ms", is_agent),
        "Work (s)": text.only_where(
            events["handling"] >= 0, text.texts(events["handling"])
        ),
    }
    return rows_of(month, columns)


EXPORT = Export(
    Tool.MESSAGING,
    folder="messaging",
    stem="lines",
    suffix=".zip",
    id_columns=("Line",),
    rows=_rows,
    content=_content,
    in_utc=True,
    agent_column="Agent",
)
