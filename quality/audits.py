"""One audit per load, raw/_audits/<source>__<load>.json: accepted, or held and why.

Staging reads the files of accepted loads only. A held load is invisible until a
corrected delivery comes or a person accepts it with a reason.
"""

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from ingestion.landing import completed_files, completed_loads
from quality.raw_checks import first_fault

ACCEPTED, HELD = "accepted", "held"


class AuditError(Exception):
    """What was asked cannot be done; the command line prints why and exits 2."""


def audit_new_loads(data_dir: Path) -> Iterator[dict]:
    """Audit each completed load that has no audit yet; yield the audits made."""
    raw = data_dir / "raw"
    for folder in sorted(raw.glob("[a-z]*")):
        source_name = folder.name
        for load_id in sorted(completed_loads(data_dir, source_name)):
            if _path(raw, source_name, load_id).exists():
                continue
            files = _files(data_dir, source_name, load_id)
            fault = first_fault(raw, source_name, files)
            audit = {
                "source_name": source_name,
                "load_id": load_id,
                "status": HELD if fault else ACCEPTED,
                "reason": fault,
                "audited_at": _now(),
                "files": files,
                "sha256": {name: _sha256(raw / name) for name in files},
            }
            _write(raw, audit)
            yield audit


def accept(data_dir: Path, load: str, reason: str) -> dict:
    """Release a held load, given as its id or <source>__<id>; return its audit."""
    raw = data_dir / "raw"
    audits = [json.loads(path.read_text()) for path in _audits(raw)]
    held = [audit for audit in audits if audit["status"] == HELD]
    found = [audit for audit in held if load in (audit["load_id"], _name(audit))]
    if len(found) != 1:
        names = ", ".join(map(_name, found or held)) or "none"
        fault = "is ambiguous" if found else "is not held"
        raise AuditError(f"load {load} {fault}; held loads: {names}")
    audit = found[0] | {
        "status": ACCEPTED,
        "reason": reason,
        "held_because": found[0]["reason"],
        "audited_at": _now(),
    }
    _write(raw, audit)
    return audit


def _files(data_dir: Path, source_name: str, load_id: str) -> list[str]:
    raw = data_dir / "raw"
    return sorted(
        path.relative_to(raw).as_posix()
        for folder in (raw / source_name).iterdir()
        if folder.is_dir() and not folder.name.startswith("_dlt")
        for path in completed_files(data_dir, source_name, folder.name)
        if path.name.startswith(f"{load_id}.")
    )


def _audits(raw: Path) -> list[Path]:
    return sorted((raw / "_audits").glob("*.json"))


def _name(audit: dict) -> str:
    return f"{audit['source_name']}__{audit['load_id']}"


def _path(raw: Path, source_name: str, load_id: str) -> Path:
    return raw / "_audits" / f"{source_name}__{load_id}.json"


def _write(raw: Path, audit: dict) -> None:
    path = _path(raw, audit["source_name"], audit["load_id"])
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    temporary.write_text(json.dumps(audit, indent=2) + "\n", encoding="utf-8")
    os.replace(temporary, path)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
