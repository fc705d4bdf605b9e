import subprocess
import sys

import pytest

from ingestion.errors import WorkspaceError
from ingestion.workspace.schedules import read_schedules
from tests.ingestion.workspace.samples import SOURCES
from tests.support.landed import ROOT

MORE = SOURCES.partition("sources:\n")[2]


def cadence(name):
    return f"    delivery: {{cadence: {name}}}\n"


def test_each_cadence_has_its_hour_and_a_cron_of_ones_own_wins(write):
    sources = (
        SOURCES.replace("company: Test", "company: Test\nbuild: {at: 07:05}")
        + cadence("continuous")
        + MORE.replace("calls", "weeks")
        + cadence("weekly")
        + MORE.replace("calls", "months")
        + cadence("monthly")
        + MORE.replace("calls", "own")
        + "    schedule: {cron: 30 4 * * MON-FRI, retries: 0, timeout_minutes: 5}\n"
    )
    schedules = read_schedules(write(sources))
    assert (schedules.timezone, schedules.build_cron) == ("Europe/Paris", "5 7 * * *")
    assert [one[:4] for one in schedules.sources] == [
        ("calls", "*/15 * * * *", 3, 60),
        ("weeks", "0 5 * * 1", 3, 60),
        ("months", "0 5 2 * *", 3, 60),
        ("own", "30 4 * * MON-FRI", 0, 5),
    ]


def test_a_build_awaits_the_interactions_of_every_day(write):
    customers = """  crm:
    connector: files
    entity: customers
    path: crm.csv
    columns: {customer_account: Account}
"""
    sources = SOURCES + MORE.replace("calls", "months") + cadence("monthly") + customers
    schedules = read_schedules(write(sources))
    assert len(schedules.sources) == 3
    assert [one.source_name for one in schedules.awaited] == ["calls"]


def test_an_invalid_source_keeps_its_place_with_its_fault(write):
    wrong = MORE.replace("calls", "chats") + "    threads: sometimes\n"
    schedules = read_schedules(write(SOURCES + wrong))
    valid, invalid = schedules.sources
    assert valid.fault is None
    assert "line 17, column 14: expected one of: contact" in invalid.fault
    assert (invalid.retries, schedules.awaited) == (0, (valid,))


def test_a_fault_of_the_whole_file_raises(write):
    with pytest.raises(WorkspaceError, match="expected YAML"):
        read_schedules(write(SOURCES + "  - {"))


def test_reading_schedules_imports_no_connector_and_no_dlt():
    code = (
        "import sys, ingestion.workspace.schedules; "
        "print([name for name in ('dlt', 'duckdb', 'pandas', 'ingestion.connectors') "
        "if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True
    )
    assert ran.stdout.strip() == "[]", ran.stderr
