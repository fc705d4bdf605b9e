"""`make airflow`, really started: who can reach it, what it runs, how it ends."""

import json
import os
import signal
import socket
import stat
import subprocess
import time
import urllib.error
import urllib.request

import psutil
import pytest

from tests.support.landed import ROOT

pytestmark = pytest.mark.services
START_SECONDS, RUN_SECONDS = 300, 600
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Started:
    """A running `make airflow` and a way to ask its REST API."""

    def __init__(self, process, port, data_dir):
        self.process, self.data_dir = process, data_dir
        self.url = f"http://127.0.0.1:{port}"
        self.home = data_dir / "airflow"
        login = json.loads((self.home / "passwords.json").read_text())
        user = {"username": "admin", "password": login["admin"]}
        self.token = self.ask("/auth/token", user)["access_token"]

    def ask(self, path, body=None):
        request = urllib.request.Request(
            self.url + path, json.dumps(body).encode() if body else None
        )
        request.add_header("Content-Type", "application/json")
        if hasattr(self, "token"):
            request.add_header("Authorization", f"Bearer {self.token}")
        with OPENER.open(request, timeout=30) as answer:
            return json.load(answer)


@pytest.fixture(scope="module")
def started(airflow, tmp_path_factory):
    """Start it on a free port and stop it as Ctrl-C does."""
    folder = tmp_path_factory.mktemp("standalone")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = os.environ | {
        "AIRFLOW_PORT": str(port),
        "WORKSPACE": str(airflow.workspace),
        "DATA_DIR": str(folder / "data"),
        "IDENTITY_KEY": "a key for tests only",
    }
    said = folder / "said"
    with said.open("w") as output:
        process = subprocess.Popen(
            ["make", "airflow"], cwd=ROOT, env=environ, stdout=output, stderr=output
        )
    until = time.monotonic() + START_SECONDS
    while "stop with Ctrl-C" not in said.read_text():
        assert process.poll() is None and time.monotonic() < until, said.read_text()
        time.sleep(1)
    yield Started(process, port, folder / "data")
    family = psutil.Process(process.pid).children(recursive=True)
    psutil.Process(process.pid).children()[0].send_signal(signal.SIGINT)
    process.wait(60)
    _, left = psutil.wait_procs(family, timeout=10)
    assert [one for one in left if one.status() != psutil.STATUS_ZOMBIE] == []


def test_it_listens_on_loopback_only(started):
    family = psutil.Process(started.process.pid).children(recursive=True)
    listening = {
        connection.laddr
        for one in family
        for connection in one.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert {address.ip for address in listening} == {"127.0.0.1"}


def test_keys_and_password_are_private_and_asked(started):
    assert stat.S_IMODE(started.home.stat().st_mode) == 0o700
    for name in ("airflow.cfg", "jwt.secret", "passwords.json"):
        assert stat.S_IMODE((started.home / name).stat().st_mode) == 0o600, name
    with pytest.raises(urllib.error.HTTPError, match="401"):
        OPENER.open(f"{started.url}/api/v2/dags")


def test_a_source_pulled_by_hand_succeeds_and_the_invalid_one_fails(started):
    names = ("ingest_calls", "ingest_wrong")
    given = {"FROM": "2026-03-29", "TO": "2026-03-30"}
    for name in names:
        body = {"logical_date": None, "dag_run_id": "by_hand", "conf": given}
        started.ask(f"/api/v2/dags/{name}/dagRuns", body)
    until, states = time.monotonic() + RUN_SECONDS, []
    while not set(states) or set(states) & {"queued", "running"}:
        assert time.monotonic() < until, states
        time.sleep(2)
        runs = [f"/api/v2/dags/{name}/dagRuns/by_hand" for name in names]
        states = [started.ask(run)["state"] for run in runs]
    assert states == ["success", "failed"]
