"""One load, looked at: its views, held against the suites of the raw border."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from quality.checks import CRITICAL, Fault
from quality.engine import Judged, judge
from quality.raw.counts import columns_view, tables_view
from quality.raw.days import count_days
from quality.raw.deliveries import deliveries_view
from quality.raw.files import files_view
from quality.raw.history import History, Settings
from quality.raw.landed import read_deliveries
from quality.raw.suite import RAW_CHECKS
from quality.raw.volume import days_view, is_backlog, special_days


@dataclass
class LoadAudit:
    """What was found about a load."""

    judged: dict[str, Judged]
    deliveries: list[dict]
    day_counts: dict[dt.date, int]

    @property
    def faults(self) -> list[Fault]:
        """Return what holds it, worst first."""
        return self._faults(critical=True)

    @property
    def notes(self) -> list[Fault]:
        """Return what is noted beside it."""
        return self._faults(critical=False)

    @property
    def is_readable(self) -> bool:
        """Return whether staging could read it at all."""
        return not self.judged["files"].faults

    def _faults(self, critical: bool) -> list[Fault]:
        return [
            fault
            for judged in self.judged.values()
            for fault in judged.faults
            if (fault.check.severity == CRITICAL) == critical
        ]


def audit_load(
    connection: duckdb.DuckDBPyConnection,
    raw: Path,
    source_name: str,
    files: list[str],
    history: History,
    settings: Settings,
) -> LoadAudit:
    """Look at a load, given by its Parquet files under `raw`.

    A file that cannot be read, or has another shape, is all there is to say then.
    """
    found = LoadAudit({}, [], {})
    _judge(found, "files", files_view(raw, files))
    if found.faults:
        return found
    tables: dict[str, str] = {}
    skipped: dict[dt.date, int] = {}
    for table in dict.fromkeys(name.split("/")[1] for name in files):
        paths = (str(raw / name) for name in files if name.split("/")[1] == table)
        listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
        tables[table] = f"read_parquet([{listed}])"
    found.deliveries = read_deliveries(connection, tables)
    if settings.entity == "interactions":
        own = [name for name in files if name.split("/")[1] == "interactions"]
        found.day_counts, skipped = count_days(
            connection, raw, own, found.deliveries, history, settings
        )
    _judge(found, "columns", columns_view(connection, tables))
    _judge(found, "tables", tables_view(connection, tables, source_name))
    view = deliveries_view(found.deliveries, history, settings)
    _judge(found, "deliveries", view)
    special = special_days(settings.country)
    may_hold = not is_backlog(len(found.day_counts), settings.cadence_days)
    views = [
        days_view(found.day_counts, history.day_counts, special, may_hold),
        # A day that nobody told of is no fault of the load that skips it.
        days_view(skipped, history.day_counts, special, may_hold=False),
    ]
    _judge(found, "days", pd.concat(views, ignore_index=True))
    return found


def _judge(found: LoadAudit, view: str, rows: pd.DataFrame) -> None:
    checks = [check for check in RAW_CHECKS if check.view == view]
    found.judged[view] = judge(view, rows, checks)
