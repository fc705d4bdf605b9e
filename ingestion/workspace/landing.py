"""The workspace as Parquet under DATA_DIR/raw, for dbt to read as sources."""

import os
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingestion.contract import RAW_TABLES, UTC
from ingestion.errors import IngestionError
from ingestion.identity import keyed_hashes, normalised
from ingestion.workspace.definitions import all_definitions
from ingestion.workspace.hours import hours_tables
from ingestion.workspace.local_days import (
    DAY,
    DAY_SECONDS,
    calendar,
    clock_offsets,
    local_midnight,
)
from ingestion.workspace.override_landing import OVERRIDES, landed_overrides
from ingestion.workspace.reader import WorkspaceContent
from ingestion.workspace.wording import did_you_mean

WORKSPACE_FOLDER = "_workspace"
EMPTY_FOLDER = "_empty"
CADENCE_SECONDS = {
    "continuous": DAY_SECONDS,
    "daily": DAY_SECONDS,
    "weekly": 7 * DAY_SECONDS,
    "monthly": 31 * DAY_SECONDS,
}

SETTINGS = pa.schema(
    [
        ("company", pa.string()),
        ("country", pa.string()),
        ("timezone", pa.string()),
        ("currency", pa.string()),
        ("customer_unit", pa.string()),
        ("publish_agents", pa.bool_()),
        ("reiteration_window_days", pa.int64()),
        ("expected_contacts", pa.int64()),
        ("min_abandon_seconds", pa.int64()),
        ("max_group_size", pa.int64()),
        ("max_daily_contacts", pa.int64()),
        ("has_contact_reasons", pa.bool_()),
        ("has_contact_reason_mappings", pa.bool_()),
    ]
)
SOURCES = pa.schema(
    [
        ("source_name", pa.string()),
        ("connector", pa.string()),
        ("entity", pa.string()),
        ("threads", pa.string()),
        ("visit_gap_seconds", pa.int64()),
        ("cadence", pa.string()),
        ("cadence_seconds", pa.int64()),
        ("complete_from_at", UTC),
        ("active_until_at", UTC),
        ("is_late_accepted", pa.bool_()),
        ("account_space", pa.string()),
        ("max_rejected_share", pa.float64()),
        ("predicted_reason_threshold", pa.float64()),
    ]
)
# Their lines are told where they price nothing, so each lands with its number.
NUMBERED = ("cost_rates", "partner_tariffs", "cost_ledger", "fte_parameters")
IGNORED = pa.schema(
    [
        ("identifier_type", pa.string()),
        ("identifier_key", pa.string()),
        ("note", pa.string()),
    ]
)


def land_workspace(
    content: WorkspaceContent,
    data_dir: str | Path,
    key: bytes,
    environ: Mapping[str, str] = os.environ,
) -> None:
    """Write what read_workspace returned, and one empty file per raw table.

    `key` hashes ignored identifiers and the interactions of overrides. The
    environment's ACCEPT_LATE names the sources, comma separated, that no longer hold
    the data horizon when late. A source that is invalid now keeps the line it landed
    with last, else its interactions would vanish from the next build. Each file is
    replaced whole.
    """
    workspace = content.workspace
    week_minutes, hours_segments = hours_tables(
        {
            hours
            for name in ("cost_rates", "partner_tariffs", "cost_ledger")
            for hours in content.tables[name]["hours"].to_pylist()
            if hours
        }
    )
    tables = content.tables | {
        "settings": _settings(content),
        "sources": _sources(content, Path(data_dir), _late_accepted(content, environ)),
        "calendar": calendar(workspace.timezone),
        "clock_offsets": clock_offsets(workspace.timezone),
        "week_minutes": week_minutes,
        "hours_segments": hours_segments,
        "ignored_identifiers": _ignored(content, key),
        "definitions": all_definitions(content.tables["definitions"]),
    }
    for name in OVERRIDES:
        tables[name] = landed_overrides(content, name, key)
    for name in NUMBERED:
        numbers = pa.array(content.line_numbers[name], pa.int64())
        tables[name] = content.tables[name].append_column("line_number", numbers)
    raw = Path(data_dir) / "raw"
    _refuse_another_company(raw, workspace.company)
    for name, table in tables.items():
        _write(raw / WORKSPACE_FOLDER / f"{name}.parquet", table)
    for name, schema in RAW_TABLES.items():
        _write(raw / EMPTY_FOLDER / f"{name}.parquet", schema.empty_table())


def _refuse_another_company(raw: Path, company: str) -> None:
    """Two companies in one DATA_DIR would be one in its figures."""
    path = raw / WORKSPACE_FOLDER / "settings.parquet"
    if not path.exists():
        return
    (known,) = pq.read_table(path, columns=["company"])["company"].to_pylist()
    if known != company:
        raise IngestionError(
            f"{raw.parent} holds the data of {known!r}, and sources.yml says "
            f"{company!r}: give each company a DATA_DIR of its own, or, where the "
            f"company only changed its name, remove {path}"
        )


def _settings(content: WorkspaceContent) -> pa.Table:
    row = content.workspace.model_dump() | content.workspace.defaults.model_dump()
    for name in ("contact_reasons", "contact_reason_mappings"):
        row[f"has_{name}"] = content.tables[name].num_rows > 0
    return pa.Table.from_pylist([row], schema=SETTINGS)


def _sources(
    content: WorkspaceContent, data_dir: Path, late_accepted: set[str]
) -> pa.Table:
    workspace = content.workspace
    sure_enough = workspace.defaults.predicted_reason_threshold
    rows = [
        {"predicted_reason_threshold": sure_enough}
        | row
        | {"is_late_accepted": row["source_name"] in late_accepted}
        for row in _landed_sources(data_dir)
        if row["source_name"] in content.faults
    ]
    for name, source in workspace.sources.items():
        delivery = source.delivery
        first, last = delivery.complete_from, delivery.active_until
        rows.append(
            source.model_dump()
            | {
                "source_name": name,
                "visit_gap_seconds": source.visit_gap_minutes * 60,
                "cadence": delivery.cadence,
                "cadence_seconds": CADENCE_SECONDS[delivery.cadence],
                "complete_from_at": first and local_midnight(first, workspace.timezone),
                "active_until_at": last
                and local_midnight(last + DAY, workspace.timezone),
                "is_late_accepted": name in late_accepted,
                "account_space": source.account_space or name,
                "predicted_reason_threshold": sure_enough
                if source.predicted_reason_threshold is None
                else source.predicted_reason_threshold,
            }
        )
    return pa.Table.from_pylist(rows, schema=SOURCES)


def _landed_sources(data_dir: Path) -> list[dict]:
    path = data_dir / "raw" / WORKSPACE_FOLDER / "sources.parquet"
    return pq.read_table(path).to_pylist() if path.exists() else []


def _late_accepted(content: WorkspaceContent, environ: Mapping[str, str]) -> set[str]:
    names = {name.strip() for name in environ.get("ACCEPT_LATE", "").split(",")} - {""}
    known = [*content.workspace.sources, *content.faults]
    for name in sorted(names - set(known)):
        raise IngestionError(
            f"ACCEPT_LATE names `{name}`, which is no source of sources.yml"
            f"{did_you_mean(name, known)}"
        )
    return names


def _ignored(content: WorkspaceContent, key: bytes) -> pa.Table:
    keys: dict[tuple[str, str, str], str | None] = {}
    for row in content.tables["ignored_identifiers"].to_pylist():
        type, space = row["identifier_type"], row["account_space"] or ""
        text = pa.array([row["identifier"]], pa.string())
        usable = normalised(
            type, text, content.workspace.country, content.workspace.emails
        )
        hashed = keyed_hashes(key, type, space, usable)[0].as_py()
        keys.setdefault((type, hashed), row["note"])
    return pa.Table.from_pylist(
        [
            {"identifier_type": type, "identifier_key": hashed, "note": note}
            for (type, hashed), note in keys.items()
        ],
        schema=IGNORED,
    )


def _write(path: Path, table: pa.Table) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        pq.write_table(table, temporary)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
