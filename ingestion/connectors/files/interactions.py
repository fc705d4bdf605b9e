"""A block of any export becomes interactions and their identifiers."""

import pyarrow as pa
import pyarrow.compute as pc

from ingestion.connectors.files.cells import Cells, looks_like_footer
from ingestion.connectors.files.checked import Checker, timestamps
from ingestion.connectors.files.identifiers import Pseudonyms, identifier_table
from ingestion.connectors.files.times import DAY
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
from ingestion.workspace.sources import Source

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


def shape_interactions(
    cells: Cells,
    checker: Checker,
    pseudonyms: Pseudonyms,
    sources: dict[str, Source],
    provenance: dict[str, pa.Array],
) -> dict[str, pa.Table]:
    """Return the `interactions` and `identifiers` of the rows that hold.

    `provenance` gives the last columns of the schema, row for row.
    """
    verdicts = checker.verdicts
    cells.skip_unwanted(verdicts)
    _skip_footers(cells, checker)
    ids = checker.required("source_interaction_id")
    damaged = as_mask(pc.match_substring_regex(ids, _SCIENTIFIC))
    verdicts.reject(
        damaged,
        cells.place("source_interaction_id"),
        "source_interaction_id lost digits in a spreadsheet: export it as text",
    )
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
    times, started, wall = _times(cells, checker, columns["channel"])
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

    accepted = verdicts.accepted
    taken = pa.array(accepted)
    checker.progress.note_starts(started[accepted], wall[accepted])
    columns = {name: column.filter(taken) for name, column in columns.items()}
    columns |= {name: column.filter(taken) for name, column in provenance.items()}
    count = int(accepted.sum())
    columns["source_name"] = pa.repeat(pseudonyms.source_name, count)
    columns |= _pseudonymous(cells, pseudonyms, sources, ids, taken)
    table = pa.table([columns[n] for n in INTERACTIONS.names], schema=INTERACTIONS)
    found, unusable = pseudonyms.identifiers(cells, taken)
    checker.progress.rejected_identifier_count += int(unusable.sum())
    return {
        "interactions": table,
        "identifiers": identifier_table(found, table, IDENTIFIERS),
    }


def _skip_footers(cells: Cells, checker: Checker) -> None:
    """Pass over rows without id and time, and totals that stand in the id's place."""
    no_time = as_mask(pc.is_null(cells.text("started_at")))
    ids = cells.text("source_interaction_id")
    checker.verdicts.skip(no_time & as_mask(pc.is_null(ids)))
    checker.verdicts.skip(no_time & looks_like_footer(ids))


def _times(cells: Cells, checker: Checker, channel: pa.Array):
    """Return the two time columns, and the starts as UTC and as local seconds."""
    verdicts = checker.verdicts
    checker.required("started_at")
    started, has_start, wall = checker.instants("started_at")
    ended, has_end, _ = checker.instants("ended_at", not_before=started)
    place = cells.place("ended_at")
    both = has_start & has_end
    verdicts.reject(both & (ended < started), place, "ended_at is before started_at")
    is_short = as_mask(pc.is_in(channel, pa.array(SHORT_CHANNELS)))
    verdicts.reject(
        both & is_short & (ended - started > DAY),
        place,
        "ended_at is more than 24 hours after started_at",
    )
    columns = {
        "started_at": timestamps(started, has_start),
        "ended_at": timestamps(ended, has_end),
    }
    return columns, started, wall


def _pseudonymous(cells, pseudonyms, sources, ids, taken) -> dict[str, pa.Array]:
    key, name, source = pseudonyms.key, pseudonyms.source_name, pseudonyms.source

    def hidden(kind: str, space: str, values: pa.Array, plain: bool) -> pa.Array:
        return values if plain else keyed_hashes(key, kind, space, values)

    plain = source.ids == "plain"
    # The parts of a hash may be identifiers: such an id is hashed in any case.
    is_hash = cells.mapped("source_interaction_id").kind == "hash"
    threads = cells.text("thread_id").filter(taken)
    if source.threads == "none":  # the ids are there, but say nothing
        threads = pa.nulls(len(threads), pa.string())
    related = cells.text("related_thread_id").filter(taken)
    other = source.related_source or name
    other_plain = sources[other].ids == "plain"
    return {
        "source_interaction_id": hidden(
            "interaction", name, ids.filter(taken), plain and not is_hash
        ),
        "thread_kind": pc.if_else(pc.is_valid(threads), source.threads, None),
        "thread_id": _prefixed(name, hidden("thread", name, threads, plain)),
        "related_thread_id": _prefixed(
            other, hidden("thread", other, related, other_plain)
        ),
        "agent_key": keyed_hashes(
            key, "agent", name, cells.text("agent").filter(taken)
        ),
    }


def _prefixed(name: str, values: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(f"{name}:", values, "")
