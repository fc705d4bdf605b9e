"""What is kept of the audit of a load: raw/_audits/<source>__<load>.json."""

import datetime as dt
from pathlib import Path

from quality.audits import now, sha256
from quality.checks import Fault
from quality.raw.history import ACCEPTED, HELD
from quality.raw.landed import place_of

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


def record(raw: Path, source_name: str, load_id: str, files: list[str], found) -> dict:
    """Return the audit of a load, given what was found: a `LoadAudit`."""
    faults = _lines(found.faults, found.deliveries)
    return {
        "source_name": source_name,
        "load_id": load_id,
        "status": HELD if faults else ACCEPTED,
        "reason": _one_line(list(faults.values())),
        "faults": faults,
        "notes": _lines(found.notes, found.deliveries),
        "is_readable": found.is_readable,
        "holds_from_at": None,
        "audited_at": now(),
        "deliveries": [_kept(delivery) for delivery in found.deliveries],
        "day_counts": {
            day.isoformat(): count for day, count in found.day_counts.items()
        },
        "files": files,
        "sha256": {name: sha256(raw / name) for name in files},
    }


def _lines(faults: list[Fault], deliveries: list[dict]) -> dict[str, str]:
    """Return the lines by check, deliveries named by file: pages name the hash."""
    lines = {}
    for fault in faults:
        line = fault.line
        for delivery in deliveries:
            if delivery.get("file_name"):
                line = line.replace(place_of(delivery), delivery["file_name"])
        lines[fault.check.name] = line
    return lines


def _one_line(faults: list[str]) -> str | None:
    if len(faults) < 2:
        return faults[0] if faults else None
    return f"{faults[0]} (and {len(faults) - 1} more, see its audit)"


def _kept(delivery: dict) -> dict:
    return {
        name: value.isoformat() if isinstance(value, dt.datetime) else value
        for name, value in ((name, delivery.get(name)) for name in KEPT)
    }
