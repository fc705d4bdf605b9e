"""A snapshot is whole or not there, stays as it is, and leaves its readers alone."""

import hashlib
import json
import os
import subprocess
import sys
import time

import duckdb
import pytest

from publish.manifest import verify
from publish.pointer import verify_current
from tests.publish.publishing import (
    change,
    current,
    leftovers,
    publish_another,
    run,
    snapshots,
)
from tests.support.landed import ROOT

# 360 customers who called; 67 mails of even numbers, after the window; 8 visits.
TICKETS = 435


@pytest.fixture(autouse=True)
def _no_chart(monkeypatch):
    # Half of a small publication's time; test_report.py draws it.
    monkeypatch.setattr("publish.report.reasons_chart", lambda rows: "<svg></svg>")


def owner_in(snapshot) -> str:
    with duckdb.connect(snapshot.resolve() / "marts.duckdb", read_only=True) as reader:
        return reader.execute("select max(owner) from contact_reasons").fetchone()[0]


def test_the_link_is_relative_and_every_file_is_read_only(data_dir, company):
    assert run(data_dir, company) == 0
    name = os.readlink(current(data_dir))
    assert snapshots(data_dir) == [name]
    pointer = json.loads((data_dir / "published" / "current.json").read_text())
    assert pointer["snapshot_id"] == name
    files = [path for path in current(data_dir).rglob("*") if path.is_file()]
    assert {path.name for path in files if path.suffix != ".parquet"} == {
        "marts.duckdb",
        "aggregates.duckdb",
        "dictionary.csv",
        "report.html",
        "manifest.json",
    }
    assert "tickets.parquet" in {path.name for path in files}
    assert {path.stat().st_mode & 0o777 for path in files} == {0o444}


def test_current_json_is_as_young_as_the_last_publication_new_or_not(data_dir, company):
    run(data_dir, company)
    pointer = data_dir / "published" / "current.json"
    text = pointer.read_text()
    os.utime(pointer, (0, 0))
    before = time.time()
    assert run(data_dir, company) == 0
    assert pointer.read_text() == text
    assert pointer.stat().st_mtime >= before - 1


def test_the_manifest_counts_rows_and_hashes_files(published):
    manifest = json.loads((published / "manifest.json").read_text())
    assert manifest["snapshot_id"] == os.readlink(published)
    assert manifest["company"] == "Acme & Sons"
    assert manifest["tables"]["contact_reasons"] == 4  # three and unqualified
    # 400 calls, 134 mails (every third), 8 visits and 4 second ones.
    assert manifest["tables"]["interactions"] == 546
    facts = manifest["files"]["parquet/tickets.parquet"]
    content = (published / "parquet" / "tickets.parquet").read_bytes()
    assert facts == {
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
    }


def test_the_same_marts_are_not_published_twice(data_dir, company, capsys):
    run(data_dir, company)
    before = snapshots(data_dir)
    capsys.readouterr()
    # Other row order, landed again: still the same marts.
    change(
        data_dir,
        "create or replace table marts.tickets as from marts.tickets "
        "order by ticket_id desc",
        "update marts.interactions set loaded_at = loaded_at + interval 1 day",
    )
    assert run(data_dir, company) == 0
    assert snapshots(data_dir) == before
    assert f"nothing changed: snapshot {before[0]} stays" in capsys.readouterr().out


@pytest.mark.parametrize(
    "statement",
    [
        "update marts.tickets set contact_count = contact_count + 1 "
        "where ticket_id = (select min(ticket_id) from marts.tickets)",
        "delete from marts.contacts "
        "where contact_id = (select min(contact_id) from marts.contacts)",
        # The same row once more: only the number of rows tells.
        "insert into marts.channel_switches from marts.channel_switches limit 1",
    ],
)
def test_one_changed_row_is_published(data_dir, company, statement):
    run(data_dir, company)
    change(data_dir, statement)
    run(data_dir, company)
    assert len(snapshots(data_dir)) == 2
    assert current(data_dir).resolve().name == snapshots(data_dir)[-1]


def test_another_company_name_is_published(data_dir, company, tmp_path):
    run(data_dir, company)
    (tmp_path / "sources.yml").write_text("company: Other\n")
    run(data_dir, company, "--workspace", str(tmp_path))
    assert "Other" in (current(data_dir) / "report.html").read_text()


def test_three_snapshots_are_kept(data_dir, company):
    made = [publish_another(data_dir, company, owner).name for owner in "abcde"]
    assert snapshots(data_dir) == made[-3:] == sorted(made)[-3:]
    assert owner_in(current(data_dir)) == "e"


def test_what_did_not_change_is_a_hard_link(data_dir, company):
    first = publish_another(data_dir, company, "a")
    second = publish_another(data_dir, company, "b")
    third = publish_another(data_dir, company, "c")
    same = "dictionary.csv"
    assert os.path.samefile(first / same, second / same)
    assert os.path.samefile(first / same, third / same)
    changed = "parquet/contact_reasons.parquet"
    assert not os.path.samefile(first / changed, second / changed)
    publish_another(data_dir, company, "d")
    assert not first.exists()
    verify(second)


def test_a_damaged_file_is_not_linked_into_the_next_snapshot(data_dir, company):
    first = publish_another(data_dir, company, "a")
    flip_a_bit(first / "dictionary.csv")
    second = publish_another(data_dir, company, "b")
    assert not os.path.samefile(first / "dictionary.csv", second / "dictionary.csv")
    verify_current(data_dir / "published")


def test_open_readers_keep_reading_what_they_opened(data_dir, company):
    first = publish_another(data_dir, company, "first")
    content = (first / "parquet" / "tickets.parquet").read_bytes()
    with (
        duckdb.connect(current(data_dir) / "marts.duckdb", read_only=True) as reader,
        (current(data_dir) / "parquet" / "tickets.parquet").open("rb") as file,
    ):
        assert reader.execute("select count(*) from interactions").fetchone() == (546,)
        for owner in ("second", "third", "fourth"):
            publish_another(data_dir, company, owner)
        assert not first.exists()
        # Tables it had not read yet, too.
        assert reader.execute(
            "select count(*), count(distinct snapshot_id) from tickets"
        ).fetchone() == (TICKETS, 1)
        owners = "select distinct owner from contact_reasons"
        assert reader.execute(owners).fetchall() == [("first",)]
        assert file.read() == content
    assert owner_in(current(data_dir)) == "fourth"


def flip_a_bit(path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)


@pytest.mark.parametrize(
    "name", ["parquet/tickets.parquet", "marts.duckdb", "report.html"]
)
def test_verify_names_the_file_with_a_flipped_bit(data_dir, company, capsys, name):
    run(data_dir, company)
    assert run(data_dir, company, "verify") == 0
    flip_a_bit(current(data_dir) / name)
    assert run(data_dir, company, "verify") == 2
    assert f"{name} is not what was published" in capsys.readouterr().err


def test_verify_sees_a_changed_manifest(data_dir, company, capsys):
    run(data_dir, company)
    manifest = current(data_dir) / "manifest.json"
    manifest.chmod(0o644)
    manifest.write_text(manifest.read_text().replace("Acme", "Icme"))
    assert run(data_dir, company, "verify") == 2
    assert "current.json" in capsys.readouterr().err
    # The next run does not vouch for it, but publishes again.
    assert run(data_dir, company) == 0
    assert len(snapshots(data_dir)) == 2
    assert run(data_dir, company, "verify") == 0


def test_verify_names_missing_and_added_files(data_dir, company, capsys):
    run(data_dir, company)
    (current(data_dir) / "dictionary.csv").unlink()
    (current(data_dir) / "notes.txt").write_text("mine")
    assert run(data_dir, company, "verify") == 2
    error = capsys.readouterr().err
    assert "dictionary.csv is missing" in error
    assert "notes.txt is not in the manifest" in error


def test_a_damaged_snapshot_is_published_again(data_dir, company):
    run(data_dir, company)
    damaged = current(data_dir).resolve()
    flip_a_bit(damaged / "report.html")
    assert run(data_dir, company) == 0
    assert current(data_dir).resolve() != damaged
    assert run(data_dir, company, "verify") == 0


KILLED = """
import os, signal, sys
from publish import publication, snapshots
from publish.__main__ import main

def dies(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def dies_at(function, target, moment):
    def wrapped(source, name):
        if str(name).endswith(target):
            if moment == "after":
                function(source, name)
            dies()
        return function(source, name)
    return wrapped

{patch}
sys.exit(main(sys.argv[1:]))
"""
KILL_POINTS = {
    "while writing": ("publication.write_databases = dies", "old"),
    "before verifying": ("snapshots.verify = dies", "old"),
    "after naming": ("os.rename = dies_at(os.rename, '', 'after')", "old"),
    "before the swap": (
        "os.replace = dies_at(os.replace, '/current', 'before')",
        "old",
    ),
    "after the swap": ("os.replace = dies_at(os.replace, '/current', 'after')", "new"),
    "before the pointer": (
        "os.replace = dies_at(os.replace, '/current.json', 'before')",
        "new",
    ),
    "while removing": ("publication.remove_old = dies", "new"),
}


@pytest.mark.parametrize("point", KILL_POINTS)
def test_a_killed_publish_leaves_a_whole_snapshot(data_dir, company, point):
    patch, expected = KILL_POINTS[point]
    publish_another(data_dir, company, "old")
    change(data_dir, "update marts.contact_reasons set owner = 'new'")
    killed = subprocess.run(
        [
            sys.executable,
            "-c",
            KILLED.format(patch=patch),
            *("--data-dir", data_dir, "--workspace", company.workspace),
        ],
        cwd=ROOT,
        capture_output=True,
    )
    assert killed.returncode == -9, killed.stderr
    verify(current(data_dir).resolve())
    assert owner_in(current(data_dir)) == expected

    assert run(data_dir, company) == 0
    assert owner_in(current(data_dir)) == "new"
    assert run(data_dir, company, "verify") == 0
    assert leftovers(data_dir) == []
    assert len(snapshots(data_dir)) == 2


FULL = """
import resource, sys
from publish.__main__ import main
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("size", [2_000, 20_000, 1_000_000])
def test_a_full_disk_leaves_the_old_snapshot_and_no_partials(data_dir, company, size):
    old = publish_another(data_dir, company, "old")
    change(data_dir, "update marts.contact_reasons set owner = 'new'")
    stopped = subprocess.run(
        [
            sys.executable,
            "-c",
            FULL.format(size=size),
            *("--data-dir", data_dir, "--workspace", company.workspace),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert stopped.returncode == 2
    assert "error: " in stopped.stderr and "Traceback" not in stopped.stderr
    assert current(data_dir).resolve() == old
    assert snapshots(data_dir) == [old.name]
    assert leftovers(data_dir) == []
    verify_current(data_dir / "published")


def test_a_clock_set_back_makes_no_older_snapshot(data_dir, company):
    first = publish_another(data_dir, company, "a")
    future = first.with_name("29991231T235958Z-00000000")
    first.rename(future)
    current(data_dir).unlink()
    current(data_dir).symlink_to(future.name)
    second = publish_another(data_dir, company, "b")
    assert second.name.startswith("29991231T235959Z-")
