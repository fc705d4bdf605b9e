"""The answer key: what truly lies behind every exported row.

It stands beside the exports, where no source looks, and only demo.accuracy and
demo.truth read it. Ids are in clear, as exported; rows that lost theirs have no line.
"""

import numpy as np
import pyarrow as pa

from demo.exports import text
from demo.exports.deliveries import EPOCH, Drop
from demo.exports.files import parquet_file
from demo.world import noise
from demo.world.clock import DAY
from demo.world.comebacks import (
    COMES_AGAIN,
    UNSERVED_COMES_AGAIN,
    comes_again_within_window,
)
from demo.world.events import take
from demo.world.history import World
from demo.world.measured import noise_shares
from demo.world.reasons import IDS, of_each

FOLDER = "answer_key"


def drop(name: str, table: pa.Table) -> Drop:
    """Return a table of the key as a file; it is there from the first day."""
    content = parquet_file(dict(zip(table.column_names, table.columns, strict=True)))
    return Drop(f"{FOLDER}/{name}.parquet", content, EPOCH)


def problems(world: World) -> pa.Table:
    """Return each problem: how likely a second contact was, and what happened.

    `planted_probability` is that of a second contact within the reason's window after
    the first one's end; null times where there was no second. Problems whose first
    contact is before the first export are among them.
    """
    contacts = world.contacts
    contacts = take(contacts, np.lexsort((contacts["round"], contacts["problem"])))
    count = np.bincount(contacts["problem"])
    at = np.cumsum(count) - count
    first = take(contacts, at)
    has_second = count > 1
    second_start = contacts["start"][np.minimum(at + 1, len(contacts["start"]) - 1)]
    window = of_each("window_days")[first["reason"]] * DAY
    within = has_second & (second_start <= first["last_word"] + window)
    planted = comes_again_within_window(first["reason"], first["served"])
    return pa.table(
        {
            "problem": pa.array(first["problem"]),
            "person": pa.array(first["person"]),
            "contact_reason_id": text.pick(IDS, first["reason"]),
            "started_at": text.utc(first["start"]),
            "first_ended_at": text.utc(first["last_word"]),
            "second_started_at": text.utc(second_start, ~has_second),
            "contact_count": pa.array(count),
            "is_served": pa.array(first["served"]),
            "planted_probability": pa.array(planted),
            "came_again_within_window": pa.array(within),
        }
    )


def reasons() -> pa.Table:
    """Return what is planted by reason."""
    return pa.table(
        {
            "contact_reason_id": pa.array(IDS),
            "share_of_problems": pa.array(of_each("share")),
            "solved_probability": pa.array(of_each("solved")),
            "comes_again_probability": pa.repeat(COMES_AGAIN, len(IDS)),
            "unserved_comes_again_probability": pa.repeat(
                UNSERVED_COMES_AGAIN, len(IDS)
            ),
            "window_days": pa.array(of_each("window_days")),
        }
    )


def noise_planted(world: World) -> pa.Table:
    """Return each planted share beside the one counted in the world."""
    found = noise_shares(world)
    return pa.table(
        {
            "noise": pa.array(list(found)),
            "planted_share": pa.array([getattr(noise, n.upper()) for n in found]),
            "measured_share": pa.array([share for share, _ in found.values()]),
            "measured_over": pa.array([count for _, count in found.values()]),
        }
    )


def whole(world: World) -> list[Drop]:
    """Return the files of the key that are not about single rows."""
    return [
        drop("problems", problems(world)),
        drop("reasons", reasons()),
        drop("noise", noise_planted(world)),
    ]
