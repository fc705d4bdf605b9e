"""A changed file of the workspace is named: by the pull it lands with, by a build."""

import json
import os

import pytest

from ingestion.workspace.taken_up import NOTE, changed_since, main, marks, take_up


@pytest.fixture
def workspace(tmp_path):
    folder = tmp_path / "workspace"
    folder.mkdir()
    (folder / "sources.yml").write_text("company: Acme\n")
    (folder / "cost_rates.csv").write_text("amount_per_hour\n30\n")
    (folder / "ignored_identifiers.csv").write_text("identifier\n0612345678\n")
    (tmp_path / "data" / NOTE).parent.mkdir(parents=True)
    return folder


@pytest.fixture
def data_dir(workspace, tmp_path):
    assert take_up(marks(workspace), tmp_path / "data") == []  # the first time
    return tmp_path / "data"


def test_what_did_not_change_is_not_named(workspace, data_dir):
    (workspace / "cost_rates.csv").write_text("amount_per_hour\n30\n")  # saved again
    (workspace / "notes.txt").write_text("no file of ours")
    assert changed_since(workspace, data_dir) == []


def test_what_changed_came_or_went_is_named_until_it_is_taken_up(workspace, data_dir):
    (workspace / "cost_rates.csv").write_text("amount_per_hour\n31\n")
    (workspace / "cost_ledger.csv").write_text("month_started_on\n")
    (workspace / "ignored_identifiers.csv").unlink()
    named = ["cost_ledger.csv", "cost_rates.csv", "ignored_identifiers.csv"]
    assert changed_since(workspace, data_dir) == named
    assert take_up(marks(workspace), data_dir) == named
    assert changed_since(workspace, data_dir) == []


def test_an_identifier_cannot_be_guessed_from_the_note(workspace, data_dir):
    file = workspace / "ignored_identifiers.csv"
    said = json.loads((data_dir / NOTE).read_text())[file.name]
    assert said == f"22 bytes, {file.stat().st_mtime_ns}"
    file.write_text("identifier\n0612345679\n")
    os.utime(file, ns=(0, 1))
    assert changed_since(workspace, data_dir) == [file.name]


def test_before_the_first_note_nothing_is_said(workspace, tmp_path):
    assert changed_since(workspace, tmp_path / "data") == []


def test_a_build_names_them_and_goes_on(workspace, data_dir, monkeypatch, capsys):
    monkeypatch.setenv("WORKSPACE", str(workspace))
    monkeypatch.setenv("DATA_DIR", str(data_dir))
    assert main() == 0
    assert capsys.readouterr().err == ""
    (workspace / "sources.yml").write_text("company: Acme & Sons\n")
    assert main() == 0
    assert capsys.readouterr().err == (
        "build: sources.yml changed since `make ingest`, and this build reads what "
        "landed then; `make ingest` takes the change up\n"
    )
