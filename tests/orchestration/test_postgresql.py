"""The server's Airflow: its metadata in PostgreSQL instead of SQLite."""

import glob
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.services
USER, PASSWORD = "airflow", "for-tests-only"


def program(name):
    """Return a program of PostgreSQL, which Debian keeps off the PATH."""
    found = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"))
    return found[-1] if found else shutil.which(name)


@pytest.fixture(scope="module")
def database():
    """Start a PostgreSQL of its own on loopback; return its address for SQLAlchemy."""
    if not program("initdb"):
        pytest.skip("PostgreSQL is not installed: Airflow's database there is untried")
    folder = Path(tempfile.mkdtemp())  # pytest's own folders shut other users out
    (folder / "password").write_text(PASSWORD)
    as_owner = []
    if os.geteuid() == 0:  # PostgreSQL refuses to be root
        for path in (folder, folder / "password"):
            shutil.chown(path, "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]

    def run(name, *arguments):
        command = [*as_owner, program(name), "-D", folder / "data", *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=folder)

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    run("initdb", "-U", USER, "-A", "scram-sha-256", f"--pwfile={folder / 'password'}")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder}"
    run("pg_ctl", "-w", "-o", options, "-l", folder / "log", "start")
    yield f"postgresql+psycopg2://{USER}:{PASSWORD}@127.0.0.1:{port}/postgres"
    run("pg_ctl", "-m", "immediate", "stop")
    shutil.rmtree(folder)


def test_airflow_migrates_and_runs_a_source_on_postgresql(airflow, database):
    airflow.environ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] = database
    for command in (("db", "migrate"), ("dags", "test", "ingest_calls")):
        ran = airflow.airflow(*command)
        assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "2 rows landed" in ran.stdout + ran.stderr
