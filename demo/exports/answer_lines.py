"""The lines of the answer key: what truly lies behind each row of an export.

Ids are in clear, as exported; rows that lost theirs have no line.
"""

from enum import IntEnum

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from demo.exports import text
from demo.exports.deliveries import Export
from demo.exports.identifiers import phone_numbers
from demo.exports.recorded import Rows
from demo.world.events import Direction, Outcome, Table, Tool, take
from demo.world.history import World
from demo.world.reasons import IDS

BETWEEN_PARTS = "\x1f"  # how the pipeline joins the parts of an id it hashes
# The contract's words, in the order of the world's.
CHANNELS = (
    *("phone", "callback", "ivr", "email", "letter", "chat", "bot", "messaging"),
    *("web_selfcare", "app_selfcare", "back_office"),
)
STATUSES = ("new", "open", "pending_customer", "on_hold", "solved", "closed")


def lines(world: World, export: Export, rows: Rows) -> pa.Table:
    """Return the truth behind a month of one tool's rows, those with an id.

    `contact`, `problem` and reason are null for pages somebody only looked at.
    """
    at, ids = _rows_with_id(export, rows)
    events = take(rows.month.events, at)
    contact = events["contact"]
    nothing = contact < 0
    problem = world.contacts["problem"][contact]
    reason = np.where(nothing, -1, events["reason"])
    return pa.table(
        {
            "source_name": pa.repeat(export.folder, len(at)),
            "source_interaction_id": ids.take(pa.array(at)),
            "person": pa.array(events["person"]),
            "contact": pa.array(contact, mask=nothing),
            "problem": pa.array(problem.astype(np.int32), mask=nothing),
            "contact_reason_id": text.pick(IDS, reason),
            **_event(world, export, events),
            "agent": _agents(export, rows).take(pa.array(at)),
        }
    )


def _rows_with_id(export: Export, rows: Rows) -> tuple[np.ndarray, pa.Array]:
    """Return where rows are events with an id, and the ids of all rows."""
    parts = [rows.columns[name] for name in export.id_columns]
    if len(parts) > 1:
        filled = [pc.fill_null(part, "") for part in parts]
        ids = pc.binary_join_element_wise(*filled, BETWEEN_PARTS)
    else:
        (ids,) = parts
    has_id = pc.is_valid(ids).to_numpy(zero_copy_only=False)
    return np.flatnonzero(has_id & rows.is_event), ids


def _event(world: World, export: Export, events: Table) -> dict[str, pa.Array]:
    """Return what truly happened, whatever the tool's row says of it.

    `case` is the help-desk case, for internal work the one it is for; `call` the
    number of a live conversation; `phone_number` the one called from, hidden or not.
    """
    is_call = export.tool in (Tool.CALLS, Tool.CHAT)
    case = events["thread" if export.tool == Tool.HELPDESK else "related"]
    spent = np.maximum(events["waiting"], 0) + np.maximum(events["handling"], 0)
    called_from = events.get("called_from", events["shows"])
    number, _ = phone_numbers(world, events | {"shows": called_from})
    by_phone = np.full(len(number), export.tool == Tool.CALLS)
    return {
        "channel": text.pick(CHANNELS, events["channel"]),
        "direction": text.pick(_words(Direction), events["direction"]),
        "outcome": text.pick(_words(Outcome), events["outcome"]),
        "status": text.pick(STATUSES, events["status"]),
        "is_automatic": pa.array(events["automatic"]),
        "started_at": text.utc(events["started"]),
        "ended_at": text.utc(events["started"] + spent),
        "call": pa.array(events["thread"], mask=np.full(len(case), not is_call)),
        "case": pa.array(case, mask=case < 0),
        "support_level": pa.array(events["level"]),
        "phone_number": text.only_where(by_phone, text.texts(number)),
    }


def _agents(export: Export, rows: Rows) -> pa.Array:
    if export.agent_column:
        return rows.columns[export.agent_column]
    return pa.nulls(rows.month.count, pa.string())


def _words(kinds: type[IntEnum]) -> tuple[str, ...]:
    return tuple(kind.name.lower() for kind in kinds)
