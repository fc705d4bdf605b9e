"""A block of any export becomes interactions and their identifiers."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingestion.connectors.files.cells import Cells, looks_like_footer
from ingestion.connectors.files.checked import LOST
from ingestion.connectors.files.checked_times import TimeChecker, timestamps
from ingestion.connectors.files.shaping import Shaping
from ingestion.connectors.files.verdicts import as_mask
from ingestion.contract import (
    CHANNELS,
    DIRECTIONS,
    IDENTIFIERS,
    INTERACTIONS,
    OUTCOMES,
    STATUSES,
)
from ingestion.identity import keyed_hashes
from ingestion.workspace.local_days import DAY_SECONDS

# Voice and live: a conversation of more than a day is a wrong end.
SHORT_CHANNELS = ("phone", "callback", "ivr", "chat", "bot", "branch")
TEXTS = (
    "queue_name",
    "team_name",
    "site_name",
    "partner_name",
    "source_reason_code",
    "predicted_reason_code",
    "language",
)
NUMBERS = (
    "waiting_seconds",
    "handling_seconds",
    "predicted_reason_confidence",
    "satisfaction_score",
    "support_level",
)
_SCIENTIFIC = r"^[+-]?[0-9]+(?:[.,][0-9]+)?[eE]\+[0-9]+$"


def shape_interactions(shaping: Shaping) -> dict[str, pa.Table]:
    """Return the `interactions` and `identifiers` of the rows that hold."""
    cells, checker = shaping.cells, shaping.checker
    cells.skip_unwanted(checker.verdicts)
    _skip_footers(cells, checker)
    ids = checker.required("source_interaction_id")
    checker.verdicts.reject(
        as_mask(pc.match_substring_regex(ids, _SCIENTIFIC)),
        cells.place("source_interaction_id"),
        LOST.format("source_interaction_id"),
    )
    checker.intact("customer_account")
    checker.intact("customer_order")
    columns = {
        "channel": checker.word("channel", CHANNELS),
        "direction": checker.word("direction", DIRECTIONS),
        "outcome": checker.word("outcome", OUTCOMES, default="unknown"),
        "source_status": checker.word("source_status", STATUSES),
        "is_automatic": checker.flag("is_automatic"),
        **{name: cells.text(name) for name in TEXTS},
    }
    checker.required("channel")
    checker.required("direction")
    started, times = _times(checker, columns["channel"])
    columns |= times
    checker.learn_decimal(NUMBERS)
    columns |= {
        "waiting_seconds": checker.duration("waiting_seconds"),
        "handling_seconds": checker.duration("handling_seconds"),
        "predicted_reason_confidence": checker.number(
            "predicted_reason_confidence", 0, 1
        ),
        "satisfaction_score": checker.number("satisfaction_score"),
        "support_level": checker.whole_number("support_level", 1, 3).cast(pa.int32()),
        "extra": cells.extra(),
        "version_number": checker.version(),
    }
    checker.progress.note_starts(started[checker.verdicts.accepted])
    table = shaping.table(INTERACTIONS, columns, _pseudonymous(shaping, ids))
    return {
        "interactions": table,
        "identifiers": shaping.identifiers(table, IDENTIFIERS),
    }


def _skip_footers(cells: Cells, checker: TimeChecker) -> None:
    """Pass over rows without id and time, and totals that stand in the id's place."""
    no_time = as_mask(pc.is_null(cells.text("started_at")))
    ids = cells.text("source_interaction_id")
    checker.verdicts.skip(no_time & as_mask(pc.is_null(ids)))
    checker.verdicts.skip(no_time & looks_like_footer(ids))


def _times(
    checker: TimeChecker, channel: pa.Array
) -> tuple[np.ndarray, dict[str, pa.Array]]:
    """Return the starts in UTC seconds, and the two time columns."""
    checker.required("started_at")
    started, has_start = checker.instants("started_at")
    ended, has_end = checker.instants("ended_at", not_before=started)
    verdicts, place = checker.verdicts, checker.cells.place("ended_at")
    both = has_start & has_end
    verdicts.reject(both & (ended < started), place, "ended_at is before started_at")
    is_short = as_mask(pc.is_in(channel, pa.array(SHORT_CHANNELS)))
    verdicts.reject(
        both & is_short & (ended - started > DAY_SECONDS),
        place,
        "ended_at is more than 24 hours after started_at",
    )
    return started, {
        "started_at": timestamps(started, has_start),
        "ended_at": timestamps(ended, has_end),
    }


def _pseudonymous(shaping: Shaping, ids: pa.Array) -> dict[str, pa.Array]:
    """Return what points at a person or a conversation, of the rows that hold."""
    cells, pseudonyms, taken = shaping.cells, shaping.pseudonyms, shaping.taken
    key, name, source = pseudonyms.key, pseudonyms.source_name, pseudonyms.source
    ids = ids.filter(taken)
    if cells.mapped("source_interaction_id").kind == "hash":
        # Its parts may be identifiers: such an id is hashed in any case.
        ids = keyed_hashes(key, "interaction", name, ids)
    else:
        ids = pseudonyms.ids("interaction", ids, name)
    threads = cells.text("thread_id").filter(taken)
    if source.threads == "none":  # the ids are there, but say nothing
        threads = pa.nulls(len(threads), pa.string())
    related = cells.text("related_thread_id").filter(taken)
    other = source.related_source or name
    agents = cells.text("agent").filter(taken)
    return {
        "source_interaction_id": ids,
        "thread_kind": pc.if_else(pc.is_valid(threads), source.threads, None),
        "thread_id": _prefixed(name, pseudonyms.ids("thread", threads, name)),
        "related_thread_id": _prefixed(other, pseudonyms.ids("thread", related, other)),
        "agent_key": keyed_hashes(key, "agent", name, agents),
    }


def _prefixed(name: str, values: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(f"{name}:", values, "")
