"""Land loads row by row, as ingestion would, and audit them."""

import datetime as dt
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingestion.contract import RAW_TABLES
from quality.__main__ import main
from tests.support.landed import LOADED_AT, utc

INTERACTION = {
    "source_name": "crm",
    "source_interaction_id": "a",
    "channel": "phone",
    "direction": "inbound",
    "outcome": "handled",
    "started_at": utc("2025-03-01T09:00"),
    "is_automatic": False,
    "delivery_id": "first",
    "source_row": 1,
    "loaded_at": LOADED_AT,
}
DELIVERY = {
    "source_name": "crm",
    "entity": "interactions",
    "delivery_id": "first",
    "row_count": 1,
    "accepted_count": 1,
    "loaded_at": LOADED_AT,
}
IDENTIFIER = {
    "source_name": "crm",
    "source_interaction_id": "a",
    "delivery_id": "first",
    "source_row": 1,
    "identifier_type": "phone",
    "identifier_key": "0f" * 16,
    "loaded_at": LOADED_AT,
}
CUSTOMER = {
    "source_name": "crm",
    "account_key": "0f" * 16,
    "delivery_id": "first",
    "source_row": 1,
    "loaded_at": LOADED_AT,
}
HOUR = dt.timedelta(hours=1)


class Raw:
    """The raw folder of a DATA_DIR that a test lands loads in."""

    def __init__(self, data_dir: Path):
        self.data_dir = data_dir
        self.raw = data_dir / "raw"

    def land(self, load="1.5", source="crm", is_complete=True, **tables) -> None:
        """Land a load: one interaction, its identifier and delivery, or the tables."""
        tables = {
            "interactions": [INTERACTION],
            "identifiers": [IDENTIFIER],
            "deliveries": [DELIVERY],
        } | tables
        for table, rows in tables.items():
            if not isinstance(rows, pa.Table):
                rows = pa.Table.from_pylist(rows, schema=RAW_TABLES[table])
            path = self.raw / source / table / f"{load}.abc.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(rows, path)
        if is_complete:
            path = self.raw / source / "_dlt_loads" / f"ingestion__{load}.jsonl"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps({"load_id": load, "status": 0}) + "\n")

    def land_days(self, load: str, *files: dict, source="crm") -> None:
        """Land a load of daily files, each {day: count}, complete to its last day.

        An empty file is given as {day: 0}. Calls start at nine in the morning, UTC.
        """
        interactions, deliveries = [], []
        for place, file in enumerate(files):
            rows = [
                INTERACTION
                | {
                    "source_name": source,
                    "source_interaction_id": f"{day} {number}",
                    "started_at": nine(day) + dt.timedelta(seconds=number),
                    "delivery_id": f"{load} {place}",
                }
                for day, count in file.items()
                for number in range(count)
            ]
            for number, row in enumerate(rows):
                row["source_row"] = number + 1
            interactions += rows
            deliveries.append(delivery_of(rows, max(file), f"{load} {place}", source))
        self.land(
            load,
            source,
            interactions=interactions,
            identifiers=[],
            deliveries=deliveries,
        )

    def audit(self, *arguments: str) -> int:
        """Run `python -m quality` and return its exit code."""
        return main(["--data-dir", str(self.data_dir), *arguments])

    def said(self, load="1.5", source="crm") -> dict:
        """Return the audit of a load."""
        return json.loads(self.path_of(load, source).read_text())

    def path_of(self, load="1.5", source="crm") -> Path:
        """Return the file of a load's audit."""
        return self.raw / "_audits" / f"{source}__{load}.json"


def nine(day: dt.date) -> dt.datetime:
    """Return nine o'clock of a day, UTC."""
    return dt.datetime.combine(day, dt.time(9), dt.UTC)


def delivery_of(rows: list[dict], last: dt.date, name: str, source="crm") -> dict:
    """Return the delivery of some rows, whose file's name says its last day.

    Complete until midnight in Paris, in winter an hour before that of UTC; made at
    six the next morning.
    """
    midnight = dt.datetime.combine(last, dt.time(23), dt.UTC)
    starts = [row["started_at"] for row in rows]
    return DELIVERY | {
        "source_name": source,
        "delivery_id": name,
        "file_name": f"calls_{last:%Y%m%d}.csv",
        "row_count": len(rows),
        "accepted_count": len(rows),
        "first_started_at": min(starts, default=None),
        "last_started_at": max(starts, default=None),
        "complete_until_at": midnight,
        "delivered_at": midnight - 24 * HOUR,
        "modified_at": midnight + 7 * HOUR,
    }
