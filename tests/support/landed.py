"""Land raw Parquet directly, as ingestion would, to test what stands right of it."""

import datetime as dt
import json
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from ingestion.contract import RAW_TABLES
from ingestion.workspace.landing import land_workspace
from ingestion.workspace.reader import read_workspace
from tests.support.dbt_process import run_dbt

ROOT = Path(__file__).parents[2]
LOADED_AT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
KEY = b"a key for tests only"


def utc(text: str) -> dt.datetime:
    """Return the UTC time that ISO text without offset says."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


class Company:
    """A company whose raw data a test writes row by row."""

    def __init__(self, folder: Path, sources: dict[str, dict] | None = None, **top):
        self.data_dir = folder / "data"
        self.workspace = folder / "workspace"
        self.workspace.mkdir(parents=True)
        self.sources = {}
        for name, settings in (sources or {"crm": {}}).items():
            self.sources[name] = {
                "connector": "files",
                "path": "none.csv",
                "columns": {"source_interaction_id": "id", "started_at": "start"},
                "constants": {"channel": "phone", "direction": "inbound"},
            } | settings
        self.top = {"company": "Test", "sources": self.sources} | top
        self.rows: dict[str, dict[str, list[dict]]] = {
            name: {table: [] for table in RAW_TABLES} for name in self.sources
        }

    def write(self, name: str, *lines: str) -> None:
        """Write one file of the workspace."""
        (self.workspace / name).write_text("\n".join(lines) + "\n")

    def interaction(self, source: str, name: str, start: str | dt.datetime, **fields):
        """Add an interaction; identifiers are given as account=, email=, phone=…"""
        tables = self.rows[source]
        start = utc(start) if isinstance(start, str) else start
        end = fields.pop("end", None)
        end = utc(end) if isinstance(end, str) else end
        version = {
            "source_name": source,
            "source_interaction_id": name,
            "delivery_id": "one",
            "source_row": fields.pop("source_row", len(tables["interactions"]) + 1),
            "loaded_at": LOADED_AT,
        }
        for kind in ("account", "email", "phone", "device", "social", "order"):
            values = fields.pop(kind, None) or []
            for value in [values] if isinstance(values, str) else values:
                tables["identifiers"].append(
                    version | {"identifier_type": kind, "identifier_key": value}
                )
        if fields.get("thread_id") and "thread_kind" not in fields:
            fields["thread_kind"] = self.sources[source].get("threads")
        tables["interactions"].append(
            version
            | {
                "channel": "phone",
                "direction": "inbound",
                "outcome": "handled",
                "is_automatic": False,
                "started_at": start,
                "ended_at": end,
                "delivered_at": LOADED_AT,
                "modified_at": LOADED_AT,
            }
            | fields
        )

    def customer(self, source: str, account: str, **fields):
        """Add a row of a customer file; further identifiers as email=, phone=…"""
        tables = self.rows[source]
        version = {
            "source_name": source,
            "account_key": account,
            "delivery_id": "one",
            "source_row": len(tables["customers"]) + 1,
            "loaded_at": LOADED_AT,
        }
        identifiers = {"account": account}
        for kind in ("email", "phone", "device", "social", "order"):
            if kind in fields:
                identifiers[kind] = fields.pop(kind)
        for kind, value in identifiers.items():
            tables["customer_identifiers"].append(
                version | {"identifier_type": kind, "identifier_key": value}
            )
        tables["customers"].append(version | {"delivered_at": LOADED_AT} | fields)

    def complete(self, source: str, until: str) -> None:
        """Say until when (UTC) the source's deliveries are complete."""
        count = max(1, len(self.rows[source]["interactions"]))
        self.rows[source]["deliveries"].append(
            {
                "source_name": source,
                "entity": "interactions",
                "delivery_id": f"until {until}",
                "row_count": count,
                "accepted_count": count,
                "rejected_count": 0,
                "complete_until_at": utc(until),
                "loaded_at": LOADED_AT,
            }
        )

    def land(self) -> None:
        """Write the workspace and every source's rows as accepted loads."""
        self.write("sources.yml", yaml.safe_dump(self.top, sort_keys=False))
        self.data_dir.mkdir(exist_ok=True)
        content = read_workspace(self.workspace)
        assert not content.faults, content.faults
        land_workspace(content, self.data_dir, KEY)
        audits = self.data_dir / "raw" / "_audits"
        audits.mkdir(parents=True, exist_ok=True)
        for source, tables in self.rows.items():
            files = []
            for table, rows in tables.items():
                name = f"{source}/{table}/1.1.parquet"
                path = self.data_dir / "raw" / name
                path.parent.mkdir(parents=True, exist_ok=True)
                pq.write_table(
                    pa.Table.from_pylist(rows, schema=RAW_TABLES[table]), path
                )
                files.append(name)
            audit = {"source_name": source, "load_id": "1.1", "status": "accepted"}
            (audits / f"{source}__1.1.json").write_text(
                json.dumps(audit | {"files": files})
            )

    def build(self, *arguments: str) -> duckdb.DuckDBPyConnection:
        """Land all, run dbt with its data tests, return the warehouse to read."""
        self.land()
        ran = run_dbt(
            self.data_dir,
            "build",
            "--exclude-resource-type",
            "unit_test",
            "--quiet",
            *arguments,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return duckdb.connect(self.data_dir / "warehouse.duckdb", read_only=True)
