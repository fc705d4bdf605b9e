"""Airflow as `make airflow` sets it up, its database and two small sources."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from orchestration.settings import JWT_SECRET, airflow_environment
from tests.support.landed import ROOT

UNUSED_PORT = 1  # nothing is served in these tests
SOURCE = """\
  {name}:
    connector: files
    path: {name}.csv
    schedule: {{retries: {retries}}}
    columns: {{source_interaction_id: Id, customer_account: Account, started_at: Start}}
    constants: {{channel: phone, direction: inbound, outcome: handled}}
"""
# A company where it is two in the afternoon: the day's pulls are behind it, midnight
# far away, whatever the hour that tests run at. Etc/GMT-5 is five hours ahead of UTC.
AFTERNOON = f"Etc/GMT{time.gmtime().tm_hour - 14:+d}"
ROWS = "Id;Account;Start\n1;A1;2025-03-03T10:00:00\n2;A1;2025-03-05T10:00:00\n"


class Airflow:
    """An Airflow and a workspace with the sources calls, chats and wrong (invalid)."""

    def __init__(self, folder: Path) -> None:
        self.workspace, self.data_dir = folder / "company", folder / "data"
        self.workspace.mkdir()
        for name in ("calls", "chats"):
            file = self.workspace / f"{name}.csv"
            file.write_text(ROWS)
            os.utime(file, (time.time() - 3600,) * 2)
        # What is to fail must not wait five minutes for its next try.
        tries = {"calls": 2, "chats": 0}
        sources = [SOURCE.format(name=name, retries=tries[name]) for name in tries]
        wrong = SOURCE.format(name="wrong", retries=2).replace("path:", "paht:")
        self.wrong_at = "sources.yml, line 18, column 5"
        (self.workspace / "sources.yml").write_text(
            f"company: Test\ntimezone: {AFTERNOON}\nsources:\n"
            + "".join([*sources, wrong])
        )
        environ = os.environ | {
            "WORKSPACE": str(self.workspace),
            "DATA_DIR": str(self.data_dir),
            "IDENTITY_KEY": "a key for tests only",
        }
        (folder / "airflow").mkdir()
        (folder / "airflow" / JWT_SECRET).write_text("a secret for tests only" * 3)
        self.environ = airflow_environment(folder / "airflow", UNUSED_PORT, environ)

    def run(self, *command: str, **environ: str) -> subprocess.CompletedProcess:
        """Run a command as a task would."""
        return subprocess.run(
            command,
            cwd=ROOT,
            env=self.environ | environ,
            capture_output=True,
            text=True,
        )

    def airflow(self, *arguments: str) -> subprocess.CompletedProcess:
        """Run Airflow's own command line."""
        program = self.environ["AIRFLOW_PROGRAM"]
        return self.run(sys.executable, program, *arguments)


@pytest.fixture(scope="session")
def airflow(tmp_path_factory):
    """Make an Airflow with a new database."""
    made = Airflow(tmp_path_factory.mktemp("airflow"))
    ran = made.airflow("db", "migrate")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return made
