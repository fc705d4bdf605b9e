"""What is known of a source before a load is looked at: its settings, its past."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

ACCEPTED, HELD, REPLACED = "accepted", "held", "replaced"


@dataclass(frozen=True)
class Settings:
    """What the workspace says of a source, as ingestion landed it."""

    timezone: str = "Europe/Paris"
    country: str = "FR"
    entity: str = "interactions"
    cadence_days: int = 1
    max_rejected_share: float = 0.05


@dataclass
class History:
    """What the accepted loads of a source have told so far."""

    day_counts: dict[dt.date, int] = field(default_factory=dict)
    deliveries: list[dict] = field(default_factory=list)
    # of interactions: first and last start, file
    files: list[tuple[str, str, str]] = field(default_factory=list)

    def take(self, audit: dict) -> None:
        """Add an accepted load, as its audit describes it."""
        for day, count in audit.get("day_counts", {}).items():
            day = dt.date.fromisoformat(day)
            self.day_counts[day] = max(count, self.day_counts.get(day, 0))
        deliveries = audit.get("deliveries", [])
        self.deliveries += deliveries
        firsts = list(filter(None, (one["first_started_at"] for one in deliveries)))
        lasts = list(filter(None, (one["last_started_at"] for one in deliveries)))
        if firsts:
            self.files += [
                (min(firsts), max(lasts), name)
                for name in audit["files"]
                if name.split("/")[1] == "interactions"
            ]

    def files_between(self, first: str, last: str) -> list[str]:
        """Return the files of interactions that may hold rows of a span of time."""
        return [name for a, b, name in self.files if a < last and b >= first]

    @property
    def complete_until_at(self) -> str | None:
        """Return until when the accepted deliveries say they are complete."""
        ends = (one["complete_until_at"] for one in self.deliveries)
        return max(filter(None, ends), default=None)


def read_history(audits: list[dict]) -> History:
    """Return the history that a source's audits hold."""
    history = History()
    for audit in audits:
        if audit["status"] == ACCEPTED:
            history.take(audit)
    return history


def read_settings(raw: Path, source_name: str) -> Settings:
    """Return the settings of a source; defaults where none have been landed."""
    try:
        (company,) = pq.read_table(raw / "_workspace" / "settings.parquet").to_pylist()
        sources = pq.read_table(raw / "_workspace" / "sources.parquet").to_pylist()
    except FileNotFoundError:
        return Settings()
    found = next((row for row in sources if row["source_name"] == source_name), {})
    default = Settings()
    share = found.get("max_rejected_share")
    return Settings(
        company["timezone"],
        company["country"],
        found.get("entity", default.entity),
        found.get("cadence_seconds", 86400) // 86400,
        default.max_rejected_share if share is None else share,
    )
