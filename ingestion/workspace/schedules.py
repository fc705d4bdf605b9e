"""When each source is pulled and the marts are built: what the scheduler must know.

It reads sources.yml only and imports neither dlt nor a connector: DAG files are read
again every half minute.
"""

from pathlib import Path
from typing import NamedTuple

from ingestion.workspace.sources_file import read_sources

# Local time. A day's files are mostly there in the morning of the next.
CRON_BY_CADENCE = {
    "continuous": "*/15 * * * *",
    "daily": "0 5 * * *",
    "weekly": "0 5 * * 1",
    "monthly": "0 5 2 * *",
}


class SourceSchedule(NamedTuple):
    """One source. Of a source that does not validate only name and fault are known."""

    source_name: str
    cron: str = CRON_BY_CADENCE["daily"]
    retries: int = 0  # what is written wrong stays wrong
    timeout_minutes: int = 60
    entity: str | None = None
    cadence: str | None = None
    fault: str | None = None


class Schedules(NamedTuple):
    """All sources in the file's order, and the daily build, in the company's zone."""

    timezone: str
    build_cron: str
    sources: tuple[SourceSchedule, ...]

    @property
    def awaited(self) -> tuple[SourceSchedule, ...]:
        """The sources that a build waits for: contacts of every day."""
        return tuple(
            source
            for source in self.sources
            if source.entity == "interactions"
            and source.cadence in ("continuous", "daily")
        )


def read_schedules(folder: str | Path) -> Schedules:
    """Return the schedules of a workspace, or raise WorkspaceError.

    A fault inside one source does not raise: it is in the source's `fault`.
    """
    workspace, faults = read_sources(Path(folder) / "sources.yml")
    known = {
        name: SourceSchedule(
            name,
            source.schedule.cron or CRON_BY_CADENCE[source.delivery.cadence],
            source.schedule.retries,
            source.schedule.timeout_minutes,
            source.entity,
            source.delivery.cadence,
        )
        for name, source in workspace.sources.items()
    }
    known |= {n: SourceSchedule(n, fault=str(fault)) for n, fault in faults.items()}
    hour, minute = workspace.build.at.split(":")
    build_cron = f"{int(minute)} {int(hour)} * * *"
    return Schedules(workspace.timezone, build_cron, tuple(known.values()))
