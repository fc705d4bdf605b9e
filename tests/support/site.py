"""A demo company to which files come over time, for tests that play its days."""

import contextlib
import datetime as dt
import io
import shutil
from pathlib import Path

from ingestion.__main__ import main as ingest
from quality.__main__ import main as audit
from tests.support.commands import run_module
from tests.support.landed import ROOT, run_dbt
from tests.support.marts import rows_of_marts

SOURCES = (
    "outsourcer_calls helpdesk chat messaging selfcare backoffice crm customer_base"
).split()


class Site:
    """A demo company to which files come over time."""

    def __init__(self, folder: Path, exports: Path) -> None:
        self.exports, self.data_dir = exports, folder / "data"
        self.workspace = folder / "workspace"
        self.workspace.mkdir(parents=True)
        for file in (ROOT / "demo").iterdir():
            if file.suffix in (".yml", ".csv"):
                shutil.copy(file, self.workspace)

    def deliver(self, until: dt.datetime | None) -> set[str]:
        """Copy the files that have come by then; return the sources that got any."""
        touched = set()
        for file in sorted(self.exports.rglob("*")):
            came = dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC)
            there = self.workspace / "drops" / file.relative_to(self.exports)
            if file.is_file() and not there.exists() and (not until or came <= until):
                there.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(file, there)
                touched.add(there.relative_to(self.workspace / "drops").parts[0])
        return touched & set(SOURCES)

    def pull(self, sources) -> None:
        """Run what a source's DAG runs, for each of these sources."""
        for source in sorted(sources):
            where = ["--data-dir", str(self.data_dir), "--source", source]
            said = io.StringIO()
            with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
                code = ingest(["--workspace", str(self.workspace), *where])
                assert code == 0, said.getvalue()
                assert audit(where) == 0, said.getvalue()
            assert " held" not in said.getvalue(), said.getvalue()

    def publish(self) -> Path:
        """Build, audit and publish; return the snapshot's folder."""
        ran = run_dbt(self.data_dir, "run", "--quiet")
        assert ran.returncode == 0, ran.stdout
        for module, action in (("quality", ["marts"]), ("publish", [])):
            ran = run_module(module, self.workspace, self.data_dir, *action)
            assert ran.returncode == 0, ran.stdout + ran.stderr
        return (self.data_dir / "published" / "current").resolve()

    def marts(self) -> dict[str, list[tuple]]:
        """Build the marts and return their rows."""
        ran = run_dbt(self.data_dir, "run", "--quiet")
        assert ran.returncode == 0, ran.stdout
        return rows_of_marts(self.data_dir / "warehouse.duckdb")
