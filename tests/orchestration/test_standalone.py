"""`make airflow`, really started: who can reach it, what it runs, how it ends."""

import json
import os
import signal
import socket
import stat
import subprocess
import time
import urllib.error
import urllib.parse
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

    def waited_for(self, question):
        """Ask until there is an answer, and return it."""
        until = time.monotonic() + RUN_SECONDS
        while (answer := question()) is None:
            assert time.monotonic() < until
            time.sleep(2)
        return answer

    def ended(self, dag, run):
        """Return the state that a run ends in."""

        def state():
            now = self.ask(self.run_path(dag, run))["state"]
            return None if now in ("queued", "running") else now

        return self.waited_for(state)

    def runs(self, dag):
        """Return the runs of a DAG, the oldest first."""
        return self.ask(f"/api/v2/dags/{dag}/dagRuns?order_by=run_after")["dag_runs"]

    def task(self, dag, run, task):
        """Return a task's latest try in a run."""
        return self.ask(f"{self.run_path(dag, run)}/taskInstances/{task}")

    @staticmethod
    def run_path(dag, run):
        """Return where the REST API keeps a run."""
        return f"/api/v2/dags/{dag}/dagRuns/{urllib.parse.quote(run)}"


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


def pull_by_hand(started, *names, run="by_hand"):
    """Start DAGs with FROM and TO, and return how their runs ended."""
    given = {"FROM": "2026-03-29", "TO": "2026-03-30"}
    for name in names:
        body = {"logical_date": None, "dag_run_id": run, "conf": given}
        started.ask(f"/api/v2/dags/{name}/dagRuns", body)
    return [started.ended(name, run) for name in names]


def test_a_source_pulled_by_hand_succeeds_and_the_invalid_one_fails(started):
    states = pull_by_hand(started, "ingest_calls", "ingest_wrong")
    assert states == ["success", "failed"]


@pytest.fixture(scope="module")
def build_of_the_day(started):
    """Let all sources arrive, which starts a build by itself; return its run."""
    assert pull_by_hand(started, "ingest_chats") == ["success"]
    started.waited_for(lambda: started.runs("build_marts") or None)
    return started.runs("build_marts")[0]


def test_all_sources_arriving_builds_once(started, build_of_the_day):
    name = build_of_the_day["dag_run_id"]
    assert build_of_the_day["run_type"] in ("asset_triggered", "scheduled")
    assert started.ended("build_marts", name) == "success"
    assert started.task("build_marts", name, "build")["state"] == "success"

    pull_by_hand(started, "ingest_calls", "ingest_chats", run="once_more")
    started.waited_for(lambda: started.runs("build_marts")[1:] or None)
    second = started.runs("build_marts")[1]["dag_run_id"]

    assert started.ended("build_marts", second) == "success"
    assert started.task("build_marts", second, "build")["state"] == "skipped"


def test_a_build_of_the_day_that_a_person_clears_builds_again(
    started, build_of_the_day
):
    name = build_of_the_day["dag_run_id"]
    assert started.ended("build_marts", name) == "success"

    started.ask(f"{started.run_path('build_marts', name)}/clear", {"dry_run": False})

    assert started.ended("build_marts", name) == "success"
    again = started.task("build_marts", name, "build")
    assert (again["state"], again["try_number"]) == ("success", 2)
