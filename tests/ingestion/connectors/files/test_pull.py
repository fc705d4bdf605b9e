"""Pulls: once each, whole or not at all, one at a time, nothing in clear."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingestion.landing import completed_files
from ingestion.lock import lock

HEADER = "id;phone;start\n"
REPOSITORY = Path(__file__).parents[4]


def run(company, *arguments: str, code: str = "", **environ: str):
    """Run `python -m ingestion` in a process of its own, after some code."""
    program = (
        f"{code}\nimport sys\nfrom ingestion.__main__ import main\nsys.exit(main())"
    )
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=REPOSITORY,
        env=os.environ
        | {
            "WORKSPACE": str(company.folder),
            "DATA_DIR": str(company.data_dir),
            "IDENTITY_KEY": "a key for the tests of the command line",
        }
        | environ,
        capture_output=True,
        text=True,
        timeout=120,
    )


def calls(count: int, first: int = 0) -> str:
    rows = (
        f"C{at};06{at + 12_345_678:08d};2026-05-01 10:00:00\n"
        for at in range(first, first + count)
    )
    return HEADER + "".join(rows)


def test_the_same_bytes_land_once_under_whatever_name(company):
    company.drop("a.csv", calls(3))
    assert company.pull().load_id
    assert company.pull().load_id is None
    assert company.said[-1] == "nothing new"
    company.drop("a_resent.csv", calls(3), age=60)
    company.drop("b.csv", calls(2, first=9))
    company.drop("b_too.csv", calls(2, first=9))
    company.pull()
    assert len(company.rows("interactions")) == 5
    assert len(company.rows("deliveries")) == 2


def test_many_small_deliveries_share_a_file_and_keep_every_row(company, monkeypatch):
    for module in ("packing", "table_files"):
        monkeypatch.setattr(f"ingestion.connectors.files.{module}.SMALL_ROWS", 25)
    for day in range(1, 8):
        company.drop(f"calls_2026050{day}.csv", calls(10, first=100 * day))
    company.drop("large.csv", calls(30, first=9000))
    company.pull()
    files = completed_files(company.data_dir, "calls", "interactions")
    assert len(files) == 2
    assert len(set(company.column("source_interaction_id"))) == 100
    assert len(company.rows("deliveries")) == 8


def test_silent_days_are_deliveries_of_their_own_however_alike(company):
    company.drop("calls_20260501.csv", calls(2))
    company.drop("calls_20260502.csv", calls(0))
    company.drop("calls_20260503.csv", calls(0))
    company.configure(delivery={"complete_until": "%Y%m%d"})
    assert len(company.pull().accounts) == 3
    until = company.column("complete_until_at", "deliveries")
    assert len(set(until)) == 3
    assert company.pull().load_id is None
    assert company.said[-1] == "nothing new"


def test_no_file_yet_is_a_warning(company):
    assert company.pull().errors == []
    assert "no file matches" in company.said[-1]


@pytest.mark.parametrize("name", ["a.csv.part", "a.tmp", "a.csv.filepart", ".a.csv"])
def test_unfinished_and_hidden_files_are_ignored(company, name):
    company.drop(name, calls(1))
    assert company.pull().load_id is None


def test_a_file_that_still_grows_is_left_for_the_next_run(company, monkeypatch):
    path = company.drop("a.csv", calls(1), age=0)
    os.utime(path)

    def write_on(seconds):
        assert seconds == 1
        path.write_text(calls(2))

    monkeypatch.setattr("ingestion.connectors.files.pull.sleep", write_on)
    assert company.pull().load_id is None
    assert any("still being written" in line for line in company.said)
    company.age(path)
    company.pull()
    assert len(company.rows("interactions")) == 2


def test_a_young_file_waits_until_it_is_settled(company):
    company.configure(settle_seconds=600)
    path = company.drop("a.csv", calls(1))
    now = time.time()
    os.utime(path, (now - 300, now - 300))
    assert company.pull().load_id is None
    os.utime(path, (now - 601, now - 601))
    assert company.pull().load_id


def test_versions_carry_the_order_of_their_deliveries(company):
    company.drop("calls_20260503.csv", HEADER + "C1;;2026-05-01\nC1;;2026-05-02\n")
    company.drop("calls_20260502.csv", HEADER + "C1;;2026-05-03\n", age=10)
    company.pull()
    rows = company.rows("interactions")
    order = ["delivered_at", "modified_at", "source_row"]
    last = max(rows, key=lambda row: [row[name] for name in order])
    assert f"{last['started_at']:%d %H}" == "01 22"


def test_a_run_killed_while_loading_is_invisible_and_the_next_heals_it(company):
    company.drop("a.csv", calls(1000))
    company.drop("b.csv", calls(500, first=5000))
    kill_before_listing = """
import os, signal
from dlt.destinations.impl.filesystem.filesystem import FilesystemClient
FilesystemClient.complete_load = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
"""
    killed = run(company, code=kill_before_listing)
    assert killed.returncode == -signal.SIGKILL
    raw = company.data_dir / "raw" / "calls"
    assert len(list(raw.glob("interactions/*.parquet"))) == 1
    assert completed_files(company.data_dir, "calls", "interactions") == []
    healed = run(company)
    assert healed.returncode == 0, healed.stderr
    assert len(company.rows("interactions")) == 1500
    assert len(company.rows("identifiers")) == 1500
    assert len(list(raw.glob("interactions/*.parquet"))) == 1
    assert list((company.data_dir / ".work").iterdir()) == []


def test_a_run_killed_while_reading_leaves_nothing(company):
    company.drop("a.csv", calls(3_000))
    kill_at_second_block = """
import os, signal
from ingestion.connectors.files import delivery, text
text.BLOCK_BYTES = 10_000
whole, seen = delivery.DeliveryReading._take, []
def take(self, *arguments):
    seen.append(1)
    if len(seen) == 2: os.kill(os.getpid(), signal.SIGKILL)
    whole(self, *arguments)
delivery.DeliveryReading._take = take
"""
    assert run(company, code=kill_at_second_block).returncode == -signal.SIGKILL
    assert not (company.data_dir / "raw" / "calls").exists()
    assert run(company).returncode == 0
    assert len(company.rows("interactions")) == 3_000


def test_of_two_runs_at_once_the_second_names_the_first(company):
    company.drop("a.csv", calls(1))
    with lock(company.data_dir, "ingest_calls"):
        second = run(company)
    assert second.returncode == 2
    assert f"{os.getpid()}" in second.stderr and "Traceback" not in second.stderr
    assert company.rows("interactions") == []
    assert run(company).returncode == 0


def test_nothing_in_clear_is_under_the_data_directory(company, tmp_path):
    company.configure(
        {
            "customer_email": "mail",
            "customer_account": "account",
            "thread_id": "case",
            "agent": "agent",
        },
        threads="case",
    )
    secrets = {
        "id": "SECRETID77",
        "phone": "0612349876",
        "start": "2026-05-01",
        "mail": "jeanne.martin@example.com",
        "account": "ACC998877",
        "case": "SECRETCASE5",
        "agent": "agentmartin",
        "message": "mon mot de passe est citron",
    }
    planted = [value for name, value in secrets.items() if name != "start"]
    text = ";".join(secrets) + "\n" + ";".join(secrets.values()) + "\n"
    company.drop("a.csv", text)
    bad = secrets | {"start": "SECRETID77", "phone": "jeanne.martin@example.com"}
    company.drop("b.csv", ";".join(secrets) + "\n" + ";".join(bad.values()) + "\n")
    home = tmp_path / "home"
    home.mkdir()
    # Keep the working folder, so that dlt's own files are searched too.
    keep = """
import types
import ingestion.landing
ingestion.landing.shutil = types.SimpleNamespace(rmtree=lambda *_, **__: None)
"""
    done = run(company, code=keep, HOME=str(home))
    assert done.returncode == 0, done.stderr
    assert list(home.rglob("*")) == []
    files = [path for path in company.data_dir.rglob("*") if path.is_file()]
    assert any(".work" in path.parts for path in files)
    for path in files:
        data = path.read_bytes().lower()
        for value in [*planted, "612349876"]:
            assert value.lower().encode() not in data, f"{value} in {path}"
    for value in planted:
        assert value not in done.stderr + done.stdout
    # Parquet may compress: look into the values too.
    for table in ("interactions", "identifiers", "deliveries", "_rejected"):
        shown = repr(company.rows(table)).lower()
        assert not [value for value in planted if value.lower() in shown]
    assert len(company.rows("identifiers")) == 3
    assert len(company.rows("_rejected")) == 1


def test_one_source_s_bad_file_does_not_stop_the_next_source(company):
    company.configure_all(
        {"calls": company.CALLS, "other": company.CALLS | {"path": "other/*.csv"}}
    )
    (company.folder / "other").mkdir()
    company.drop("a.csv", "")
    company.drop("../other/b.csv", calls(2))
    done = run(company)
    assert done.returncode == 1
    assert "error: " in done.stderr and "a.csv" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(company.rows("interactions", "other")) == 2
    assert "other: 1 delivery, 2 rows landed" in done.stderr


def test_a_wrong_workspace_pulls_nothing_and_exits_2(company):
    company.drop("a.csv", calls(1))
    (company.folder / "sources.yml").write_text("company: Test\nsources: {}\n")
    done = run(company)
    assert done.returncode == 2
    assert "sources.yml" in done.stderr and "Traceback" not in done.stderr
    assert not (company.data_dir / "raw").exists()


def test_a_missing_workspace_and_an_unknown_source_exit_2(company):
    missing = run(company, "--workspace", str(company.folder / "nowhere"))
    assert missing.returncode == 2 and "error: " in missing.stderr
    unknown = run(company, "--source", "nobody")
    assert unknown.returncode == 2
    assert "nobody" in unknown.stderr and "calls" in unknown.stderr


def test_only_the_sources_asked_for_are_pulled(company):
    company.configure_all({"calls": company.CALLS, "other": company.CALLS})
    company.drop("a.csv", calls(1))
    assert run(company, "--source", "other").returncode == 0
    assert company.rows("interactions") == []
    assert len(company.rows("interactions", "other")) == 1
    assert (company.data_dir / "raw" / "_workspace" / "settings.parquet").exists()
    assert (company.data_dir / "raw" / "_empty" / "_rejected.parquet").exists()
