"""The raw border: every new load of every source is accepted or held."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import duckdb

from ingestion.landing import completed_loads
from quality.audits import (
    drop_audits_of_removed_loads,
    in_order,
    now,
    read_audits,
    sha256,
    write_audit,
)
from quality.history import (
    ACCEPTED,
    HELD,
    REPLACED,
    History,
    Settings,
    read_history,
    read_settings,
)
from quality.holds import holds_from, is_replaced
from quality.warehouse import open_duckdb

KEPT = (  # of a delivery, in its load's audit
    "entity",
    "delivery_id",
    "file_name",
    "accepted_count",
    "identifier_count",
    "rejected_identifier_count",
    "first_started_at",
    "last_started_at",
    "complete_until_at",
)


def audit_new_loads(data_dir: Path, sources: list[str] | None = None) -> Iterator[dict]:
    """Audit each completed load that has no audit yet, oldest first.

    Yields the audits made, and those of held loads that these replaced.
    """
    raw = data_dir / "raw"
    for folder in sorted(raw.glob("[a-z]*")):
        if not sources or folder.name in sources:
            yield from _audit_source(data_dir, folder.name)


def _audit_source(data_dir: Path, source_name: str) -> Iterator[dict]:
    raw = data_dir / "raw"
    loads, files = completed_loads(data_dir, source_name), _files(raw, source_name)
    audits = drop_audits_of_removed_loads(raw, read_audits(raw, source_name))
    audited = {audit["load_id"] for audit in audits}
    new = sorted(loads & files.keys() - audited, key=in_order)
    if not new:
        return
    history, settings = read_history(audits), read_settings(raw, source_name)
    with open_duckdb(data_dir) as connection:
        for load_id in new:
            audit = _audit(
                connection, raw, source_name, load_id, files[load_id],
                history, settings,
            )  # fmt: skip
            audits.append(audit)
            write_audit(raw, audit)
            if audit["status"] == ACCEPTED:
                history.take(audit)
            yield audit
            yield from _replace(raw, audits, history)


def _audit(
    connection: duckdb.DuckDBPyConnection,
    raw: Path,
    source_name: str,
    load_id: str,
    files: list[str],
    history: History,
    settings: Settings,
) -> dict:
    from quality.pages import write_load_page
    from quality.raw_audit import audit_load  # Great Expectations, when needed

    found = audit_load(connection, raw, source_name, files, history, settings)
    faults = [fault.line for fault in found.faults]
    audit = {
        "source_name": source_name,
        "load_id": load_id,
        "status": HELD if faults else ACCEPTED,
        "reason": _one_line(faults),
        "faults": {fault.check.name: fault.line for fault in found.faults},
        "notes": {fault.check.name: fault.line for fault in found.notes},
        "is_readable": found.is_readable,
        "holds_from_at": holds_from(
            found.day_counts, found.is_readable, history, settings
        )
        if faults
        else None,
        "audited_at": now(),
        "deliveries": [_kept(delivery) for delivery in found.deliveries],
        "day_counts": {
            day.isoformat(): count for day, count in found.day_counts.items()
        },
        "files": files,
        "sha256": {name: sha256(raw / name) for name in files},
    }
    write_load_page(raw.parent, audit, found.judged)
    return audit


def _one_line(faults: list[str]) -> str | None:
    if len(faults) < 2:
        return faults[0] if faults else None
    return f"{faults[0]} (and {len(faults) - 1} more, see its audit)"


def _kept(delivery: dict) -> dict:
    return {
        name: value.isoformat() if isinstance(value, dt.datetime) else value
        for name, value in ((name, delivery.get(name)) for name in KEPT)
    }


def _replace(raw: Path, audits: list[dict], history: History) -> Iterator[dict]:
    """Take back what held loads hold, once later loads brought all of it."""
    for place, held in enumerate(audits):
        after = [one for one in audits[place + 1 :] if one["status"] == ACCEPTED]
        if held["status"] == HELD and after and is_replaced(held, after, history):
            held |= {
                "status": REPLACED,
                "holds_from_at": None,
                "replaced_by": after[-1]["load_id"],
            }
            write_audit(raw, held)
            yield held


def _files(raw: Path, source_name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted((raw / source_name).glob("*/*.parquet")):
        load_id = path.name.removesuffix(".parquet").rpartition(".")[0]
        found.setdefault(load_id, []).append(path.relative_to(raw).as_posix())
    return found
