"""The raw border: every new load of every source is accepted or held."""

from collections.abc import Iterator
from pathlib import Path

from ingestion.landing import completed_loads
from quality.audits import (
    drop_audits_of_removed_loads,
    in_order,
    read_audits,
    write_audit,
)
from quality.raw.history import (
    ACCEPTED,
    HELD,
    REPLACED,
    History,
    read_history,
    read_settings,
)
from quality.raw.holds import holds_from, is_replaced
from quality.raw.record import record
from quality.warehouse import open_duckdb


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
    # They bring Great Expectations, which takes two seconds: only when needed.
    from quality.pages import write_load_page
    from quality.raw.load import audit_load

    history, settings = read_history(audits), read_settings(raw, source_name)
    with open_duckdb(data_dir) as connection:
        for load_id in new:
            found = audit_load(
                connection, raw, source_name, files[load_id], history, settings
            )
            audit = record(raw, source_name, load_id, files[load_id], found)
            if found.faults:
                audit["holds_from_at"] = holds_from(
                    found.day_counts, found.is_readable, history, settings
                )
            write_load_page(data_dir, audit, found.judged)
            audits.append(audit)
            write_audit(raw, audit)
            if audit["status"] == ACCEPTED:
                history.take(audit)
            yield audit
            yield from _replace(raw, audits, history)


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
