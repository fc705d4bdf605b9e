"""A little company on disk: drop files, pull them, read what landed."""

import datetime as dt
import json
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

from ingestion.connectors.files.pull import Outcome, pull_files
from ingestion.contract import RAW_TABLES
from ingestion.identity import keyed_hashes, normalised
from ingestion.landing import completed_files
from ingestion.workspace.reader import read_workspace

KEY = b"a key for the tests of the files connector"
NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)

CALLS = {
    "connector": "files",
    "path": "drops/*",
    "columns": {
        "source_interaction_id": "id",
        "customer_phone": "phone",
        "started_at": "start",
    },
    "constants": {"channel": "phone", "direction": "inbound"},
    "max_rejected_share": 1,
}


class Company:
    CALLS = CALLS
    now = NOW

    def __init__(self, folder: Path) -> None:
        self.folder, self.data_dir = folder / "workspace", folder / "data"
        (self.folder / "drops").mkdir(parents=True)
        self.said: list[str] = []
        self.configure()

    def configure(self, columns: dict | None = None, **settings) -> None:
        """Write sources.yml: one source `calls`, our columns and settings added."""
        source = CALLS | settings
        source["columns"] = CALLS["columns"] | (columns or {})
        source["constants"] = {
            name: word
            for name, word in source["constants"].items()
            if name not in source["columns"]
        }
        self.configure_all({"calls": source})

    def configure_all(self, sources: dict) -> None:
        content = {"company": "Test", "sources": sources}
        # Through JSON, so that what is shared is written out and not as an alias.
        content = json.loads(json.dumps(content))
        text = yaml.safe_dump(content, allow_unicode=True)
        (self.folder / "sources.yml").write_text(text, encoding="utf-8")

    def drop(self, name: str, content: str | bytes, *, age: float = 3600) -> Path:
        path = self.folder / "drops" / name
        data = content.encode() if isinstance(content, str) else content
        path.write_bytes(data)
        self.age(path, age)
        return path

    def age(self, path: Path, seconds: float = 3600) -> None:
        """Make a file old enough to be taken without a second look."""
        moment = NOW.timestamp() - seconds
        os.utime(path, (moment, moment))

    def pull(self, source_name: str = "calls") -> Outcome:
        workspace = read_workspace(self.folder).workspace
        return pull_files(
            source_name,
            workspace,
            self.folder,
            self.data_dir,
            KEY,
            self.said.append,
            now=self.now,
        )

    def rows(self, table: str, source_name: str = "calls") -> list[dict]:
        """Return what landed, in the order of file names and rows."""
        accounts = self.table("deliveries", source_name).to_pylist()
        names = {row["delivery_id"]: row["file_name"] for row in accounts}
        found = self.table(table, source_name).to_pylist()
        return sorted(
            found, key=lambda row: (names[row["delivery_id"]], row.get("source_row", 0))
        )

    def table(self, table: str, source_name: str = "calls") -> pa.Table:
        files = completed_files(self.data_dir, source_name, table)
        found = [pq.ParquetFile(path).read() for path in files]
        return pa.concat_tables([RAW_TABLES[table].empty_table(), *found])

    def column(self, name: str, table: str = "interactions") -> list:
        return [row[name] for row in self.rows(table)]

    def refused(self) -> str:
        """Pull, expect one file error, and return its message."""
        outcome = self.pull()
        assert outcome.load_id is None
        assert completed_files(self.data_dir, "calls", "interactions") == []
        (error,) = outcome.errors
        return str(error)

    def rejected(self) -> list[tuple[int, str, str]]:
        """Pull, and return line, column and reason of every rejected row."""
        outcome = self.pull()
        assert outcome.errors == []
        rows = self.rows("_rejected")
        return [(r["source_row"], r["column_name"], r["reason"]) for r in rows]


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return Company(tmp_path)


@pytest.fixture
def key_of():
    """The keyed hash of one identifier, for a source named `calls`."""

    def hashed(kind: str, value: str, space: str = "") -> str:
        usable = normalised(kind, pa.array([value]), "FR")
        return keyed_hashes(KEY, kind, space, usable)[0].as_py()

    return hashed
