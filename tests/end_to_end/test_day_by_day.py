"""A year pulled day by day, as its DAGs do, gives the marts of one pull.

DAY_BY_DAY=365 plays the whole year (a quarter of an hour or so); the default plays
the days around the clock change of March, after one pull of what came before.
"""

import contextlib
import datetime as dt
import io
import os
import shutil
from pathlib import Path

import pytest

from demo.generate import main as generate
from ingestion.__main__ import main as ingest
from quality.__main__ import main as audit
from tests.support.commands import ROOT
from tests.support.landed import run_dbt
from tests.support.marts import rows_of_marts

DAYS = int(os.environ.get("DAY_BY_DAY", "12"))
WHOLE_YEAR = DAYS > 300
FIRST = dt.date(2025, 1, 2) if WHOLE_YEAR else dt.date(2025, 3, 24)
SIZE = ["--interactions", "60000"] if WHOLE_YEAR else ["--interactions", "6000"]
MONTHS = ["--months", "12" if WHOLE_YEAR else "4"]
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
        return touched

    def pull(self, sources) -> None:
        """Run what a source's DAG runs, for each of these sources."""
        for source in sources:
            where = ["--data-dir", str(self.data_dir), "--source", source]
            said = io.StringIO()
            with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
                code = ingest(["--workspace", str(self.workspace), *where])
                assert code == 0, said.getvalue()
                assert audit(where) == 0, said.getvalue()
            assert " held" not in said.getvalue(), said.getvalue()

    def marts(self) -> dict[str, list[tuple]]:
        """Build the marts and return their rows."""
        ran = run_dbt(self.data_dir, "run", "--quiet")
        assert ran.returncode == 0, ran.stdout
        return rows_of_marts(self.data_dir / "warehouse.duckdb")


@pytest.fixture(scope="module", autouse=True)
def a_key():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IDENTITY_KEY", "a key for tests only")
        yield


def test_day_by_day_gives_the_marts_of_one_pull(tmp_path):
    exports = tmp_path / "exports"
    with contextlib.redirect_stdout(io.StringIO()):
        assert generate([*SIZE, *MONTHS, "--out", str(exports)]) == 0
    once = Site(tmp_path / "once", exports)
    once.deliver(None)
    once.pull(SOURCES)

    daily = Site(tmp_path / "daily", exports)
    pulls = 0
    for day in range(DAYS):
        morning = dt.datetime.combine(FIRST, dt.time(7), dt.UTC)
        touched = daily.deliver(morning + dt.timedelta(days=day))
        pulls += bool(touched)
        daily.pull(sorted(touched & set(SOURCES)))
    assert pulls > DAYS * 0.9  # files do come every day
    daily.pull(sorted(daily.deliver(None) & set(SOURCES)))

    expected, found = once.marts(), daily.marts()
    assert expected.keys() == found.keys()
    assert len(found["tickets"]) > 1000
    for mart, rows in expected.items():
        assert found[mart] == rows, mart
