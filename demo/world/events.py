"""One event in one tool: the words for it, and tables of them as numpy columns."""

from enum import IntEnum

import numpy as np

Table = dict[str, np.ndarray]


class Tool(IntEnum):
    """Who records the event."""

    CALLS, HELPDESK, CHAT, MESSAGING, SELFCARE, BACKOFFICE = range(6)


class Channel(IntEnum):
    """How it came."""

    PHONE, CALLBACK, IVR, EMAIL, LETTER, CHAT, BOT, MESSAGING, WEB, APP, OFFICE = range(
        11
    )


class Direction(IntEnum):
    """From whom to whom."""

    INBOUND, OUTBOUND, INTERNAL = range(3)


class Outcome(IntEnum):
    """How it ended."""

    HANDLED, TRANSFERRED, ABANDONED, SELF_SERVED, FAILED, UNKNOWN = range(6)


class Status(IntEnum):
    """Of the case, right after the event."""

    NEW, OPEN, PENDING, HOLD, SOLVED, CLOSED = range(6)


# Which identifiers an event carries, as bits.
ACCOUNT, MOBILE, LANDLINE, EMAIL, DEVICE, SECOND, SWITCHBOARD, STORE = (
    1 << bit for bit in range(8)
)

# -1 stands for none wherever a number may be missing.
COLUMNS = {
    "contact": (np.int32, -1),
    "person": (np.int32, -1),
    "reason": (np.int8, -1),
    "coded": (np.int8, -1),
    "tool": (np.int8, -1),
    "channel": (np.int8, -1),
    "direction": (np.int8, Direction.INBOUND),
    "outcome": (np.int8, Outcome.HANDLED),
    "status": (np.int8, -1),
    "automatic": (bool, False),
    "started": (np.int64, 0),
    "waiting": (np.int32, -1),
    "handling": (np.int32, -1),
    "thread": (np.int64, -1),
    "related": (np.int64, -1),  # a help-desk case that internal work is for
    "level": (np.int8, 1),
    "shows": (np.uint8, 0),
}


class Numbers:
    """Gives out the numbers of calls, cases and conversations."""

    def __init__(self) -> None:
        self._next = dict.fromkeys(Tool, 1)

    def take(self, tool: Tool, count: int) -> np.ndarray:
        """Return `count` numbers that `tool` has not used."""
        first = self._next[tool]
        self._next[tool] = first + count
        return np.arange(first, first + count)


def take(table: Table, index: np.ndarray) -> Table:
    """Return the rows of a table at positions or where a mask holds."""
    return {name: column[index] for name, column in table.items()}


def stack(tables: list[Table]) -> Table:
    """Return the rows of all tables, one after the other."""
    return {name: np.concatenate([t[name] for t in tables]) for name in tables[0]}


def happened(contacts: Table, where: np.ndarray | None = None, **given) -> Table:
    """Return one event for each contact, or each `where` holds.

    `given` are columns: one value for all, or one for each of `contacts`.
    """
    where = np.ones(len(contacts["contact"]), bool) if where is None else where
    count = int(where.sum())
    events = {}
    for name, (dtype, default) in COLUMNS.items():
        value = given.get(name, contacts.get(name, default))
        if isinstance(value, np.ndarray):
            events[name] = value[where].astype(dtype)
        else:
            events[name] = np.full(count, value, dtype)
    return events
