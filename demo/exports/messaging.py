"""Lines of an endless dialogue, a tab-separated file inside a monthly ZIP."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from demo.exports import codes, text
from demo.exports.files import csv_file, zipped
from demo.exports.identifiers import accounts, phone_numbers
from demo.exports.monthly import BAD_TIME_SHARE, Drop, Month, agents, dirty, months
from demo.world.events import Direction, Tool
from demo.world.history import World

FOLDER = "messaging"


def drops(world: World, seed: int) -> Iterator[Drop]:
    """Yield the messaging tool's files, in the order they came."""
    for month in months(world, Tool.MESSAGING, seed):
        content = csv_file(_rows(world, month), delimiter="\t", encoding="utf-8-sig")
        archive = zipped({month.name("lines", ".tsv"): content})
        path = f"{FOLDER}/{month.name('lines', '.zip')}"
        yield Drop(path, archive, month.last_day)


def _rows(world: World, month: Month) -> dict[str, pa.Array]:
    events = month.events
    is_agent = events["direction"] == Direction.OUTBOUND
    national, shown = phone_numbers(world, events)
    handle = text.texts(events["thread"].astype(np.int64) * 48_271 % 2_147_483_647)
    utc = events["started"]
    sent = text.glue(text.dates(utc, "%Y-%m-%d"), "T", text.times(utc), "Z")
    return {
        "Line": text.glue("L", text.texts(events["number"], 10)),
        "Dialogue": text.glue("D", text.texts(events["thread"])),
        "Way": text.pick(("IN", "OUT"), is_agent.astype(np.int8)),
        "Sent": dirty(month.rng, sent, BAD_TIME_SHARE, "n/a"),
        "Handle": text.glue("wa.", handle),
        "Number": text.only_where(shown, text.glue("+33", text.texts(national))),
        "Customer": accounts(world, events),
        "Topic": text.pick(codes.MESSAGING, events["coded"]),
        "Agent": agents(world, month, "ms", is_agent),
        "Work (s)": text.only_where(
            events["handling"] >= 0, text.texts(events["handling"])
        ),
    }
