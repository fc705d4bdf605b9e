"""One audit per load, raw/_audits/<source>__<load>.json: accepted, or held and why.

Staging reads the files of accepted loads only. A held load is invisible, and holds
its source's completeness, until a corrected delivery replaces it or a person
accepts it with a reason.
"""

import datetime as dt
import hashlib
import json
import os
from pathlib import Path

from quality.raw.history import ACCEPTED, HELD


class AuditError(Exception):
    """What was asked cannot be done; the command line prints why and exits 2."""


def read_audits(raw: Path, source_name: str = "*") -> list[dict]:
    """Return the audits there are, of one source or all, in the order of loads."""
    paths = sorted((raw / "_audits").glob(f"{source_name}__*.json"))
    audits = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    if source_name != "*":  # another source's name may begin alike
        audits = [one for one in audits if one["source_name"] == source_name]
    return sorted(
        audits, key=lambda one: (one["source_name"], in_order(one["load_id"]))
    )


def in_order(load_id: str) -> tuple[float, str]:
    """Return what sorts loads as they came: dlt's ids are times in seconds."""
    try:
        return float(load_id), load_id
    except ValueError:
        return 0, load_id


def accept(data_dir: Path, load: str, reason: str) -> dict:
    """Release a held load, given as its id or <source>__<id>; return its audit."""
    raw = data_dir / "raw"
    held = [audit for audit in read_audits(raw) if audit["status"] == HELD]
    found = [audit for audit in held if load in (audit["load_id"], name_of(audit))]
    if len(found) != 1:
        names = ", ".join(map(name_of, found or held)) or "none"
        fault = "is ambiguous" if found else "is not held"
        raise AuditError(f"load {load} {fault}; held loads: {names}")
    audit = found[0]
    if not audit.get("is_readable", True):
        files = f"{raw / audit['source_name']}/*/{audit['load_id']}.*.parquet"
        raise AuditError(
            f"load {load} cannot be accepted, since nothing could read it "
            f"({audit['reason']}); remove {files} and pull it again"
        )
    audit |= {
        "status": ACCEPTED,
        "reason": reason,
        "held_because": audit["reason"],
        "holds_from_at": None,
        "audited_at": now(),
    }
    write_audit(raw, audit)
    return audit


def drop_audits_of_removed_loads(raw: Path, audits: list[dict]) -> list[dict]:
    """Remove the audits of held loads whose files a person removed; return the rest."""
    left = []
    for audit in audits:
        if audit["status"] == ACCEPTED or _has_files(raw, audit):
            left.append(audit)
        else:
            path_of(raw, audit["source_name"], audit["load_id"]).unlink()
    return left


def _has_files(raw: Path, audit: dict) -> bool:
    return all((raw / name).exists() for name in audit["files"])


def name_of(audit: dict) -> str:
    """Return the name under which an audit is kept."""
    return f"{audit['source_name']}__{audit['load_id']}"


def path_of(raw: Path, source_name: str, load_id: str) -> Path:
    """Return the file of a load's audit."""
    return raw / "_audits" / f"{source_name}__{load_id}.json"


def write_audit(raw: Path, audit: dict) -> None:
    """Write an audit, whole or not at all."""
    path = path_of(raw, audit["source_name"], audit["load_id"])
    write_whole(path, json.dumps(audit, indent=2) + "\n")


def write_whole(path: Path, text: str) -> None:
    """Replace a file by a text at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, path)


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def now() -> str:
    """Return the time as the audits write it."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
