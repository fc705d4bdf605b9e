"""A fault in a mart stops the publication, and what was current stays so."""

import json
import shutil

import duckdb
import pytest

from publish.__main__ import main as publish
from quality.__main__ import main as quality
from quality.marts.suite import MART_CHECKS

WRONG = "update marts.tickets set reiteration_count = 7 where contact_count = 1"
RIGHT = "update marts.tickets set reiteration_count = contact_count - 1"


class Candidate:
    """A DATA_DIR with a built warehouse, audited and published by the commands."""

    def __init__(self, data_dir, company):
        self.data_dir, self.company = data_dir, company

    def change(self, statement):
        with duckdb.connect(self.data_dir / "warehouse.duckdb") as connection:
            connection.execute(statement)

    def audit(self):
        return quality(["marts", "--data-dir", str(self.data_dir)])

    def publish(self):
        workspace = str(self.company.workspace)
        return publish(["--data-dir", str(self.data_dir), "--workspace", workspace])

    @property
    def verdict(self):
        return json.loads((self.data_dir / "quality" / "marts.json").read_text())

    @property
    def current(self):
        return (self.data_dir / "published" / "current").resolve()


@pytest.fixture
def candidate(company, tmp_path):
    data_dir = tmp_path / "data"
    (data_dir / "dbt").mkdir(parents=True)
    shutil.copytree(company.data_dir / "raw", data_dir / "raw")
    shutil.copy(company.data_dir / "warehouse.duckdb", data_dir)
    for name in ("manifest.json", "run_results.json"):
        shutil.copy(company.data_dir / "dbt" / name, data_dir / "dbt")
    return Candidate(data_dir, company)


def test_a_fault_in_a_mart_stops_publishing_and_the_snapshot_before_stays(
    candidate, capsys
):
    assert candidate.audit() == 0
    assert candidate.publish() == 0
    before = candidate.current

    candidate.change(WRONG)
    capsys.readouterr()
    assert candidate.audit() == 1
    said = capsys.readouterr().out
    assert "failed: tickets: expected reiteration_count to be contact_count " in said
    assert "look at dbt_project/models/marts/tickets.sql" in said
    assert "nothing will be published, what was current stays so" in said

    assert candidate.publish() == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "is not published, what was current stays: " in error
    assert candidate.current == before
    with duckdb.connect(before / "marts.duckdb", read_only=True) as connection:
        (wrong,) = connection.execute(
            "select count(*) from tickets where reiteration_count = 7"
        ).fetchone()
    assert wrong == 0

    candidate.change(RIGHT)
    assert candidate.audit() == 0
    assert candidate.publish() == 0


def test_a_candidate_that_nobody_audited_is_not_published(candidate, capsys):
    assert candidate.publish() == 2
    assert "its marts were not audited; make audit-marts" in capsys.readouterr().err
    assert not candidate.current.exists()


def test_an_audit_of_another_candidate_does_not_count(candidate, capsys):
    assert candidate.audit() == 0
    candidate.change("update marts.contact_reasons set owner = 'another'")
    assert candidate.publish() == 2
    assert "is of another candidate; make audit-marts again" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "{", "[]", "{}"])
def test_a_damaged_verdict_does_not_count(candidate, capsys, text):
    candidate.audit()
    (candidate.data_dir / "quality" / "marts.json").write_text(text)
    assert candidate.publish() == 2
    assert "marts.json is damaged; make audit-marts again" in capsys.readouterr().err


def test_the_verdict_names_the_build_and_counts_its_expectations(candidate):
    candidate.audit()
    results = json.loads((candidate.data_dir / "dbt" / "run_results.json").read_text())
    verdict = candidate.verdict
    assert verdict["invocation_id"] == results["metadata"]["invocation_id"]
    assert (verdict["status"], verdict["failures"]) == ("passed", [])
    assert verdict["check_count"] == len(MART_CHECKS)


def test_a_warning_is_told_and_stops_nothing(candidate, capsys):
    candidate.change(
        "update marts.reiteration_rates set once_and_done_rate_low = 0, "
        "once_and_done_rate_high = 0.01, once_and_done_rate = 0.005, "
        "unserved_rate = 1 - 0.005 - reiterated_ticket_rate - reiterated_late_rate, "
        "unserved_rate_low = 0, unserved_rate_high = 1 "
        "where slice = 'all' and period_started_on = date '2025-03-01'"
    )
    assert candidate.audit() == 0
    said = capsys.readouterr().out
    assert "note: jumps: expected no month whose intervals have nothing in " in said
    assert "once_and_done_rate of 2025-03" in said
    assert candidate.publish() == 0


def test_a_missing_warehouse_or_mart_is_one_clear_error(candidate, capsys):
    candidate.change("drop table marts.calendar")
    assert candidate.audit() == 2
    assert "calendar: the candidate lacks a mart" in capsys.readouterr().err
    (candidate.data_dir / "warehouse.duckdb").unlink()
    assert candidate.audit() == 2
    assert "there is no candidate yet; make build" in capsys.readouterr().err
