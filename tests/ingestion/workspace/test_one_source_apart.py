"""A fault inside one source of sources.yml is that source's alone."""

import os
import time

import pyarrow.parquet as pq
import pytest

from ingestion.errors import IngestionError, WorkspaceError
from ingestion.workspace.landing import land_workspace
from ingestion.workspace.reader import read_workspace
from tests.ingestion.workspace.samples import SOURCES
from tests.support.commands import run_module
from tests.support.landed import KEY, Company

CHATS = SOURCES.partition("sources:\n")[2].replace("calls", "chats")
TWO = SOURCES + CHATS  # calls on lines 3 to 9, chats on lines 10 to 16
WRONG = TWO + "    threads: sometimes\n"
MESSAGE = (
    "sources.yml, line 17, column 14: expected one of: contact, case, endless, none"
)


@pytest.fixture
def company(tmp_path):
    """Write two sources with a call and a chat to pull, of which chats is wrong."""
    (tmp_path / "sources.yml").write_text(WRONG)
    for name in ("calls", "chats"):
        (tmp_path / f"{name}.csv").write_text("Id;Start\n1;2025-03-03T10:00:00\n")
        long_ago = time.time() - 3600
        os.utime(tmp_path / f"{name}.csv", (long_ago, long_ago))
    return tmp_path


def landed(company, source):
    return sorted((company / "data" / "raw" / source / "interactions").glob("*"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    path: chats.csv\n", ""),
        ("    path: chats.csv\n", "    pathh: chats.csv\n"),
        ("files\n    path: chats", "ftp\n    path: chats"),
        ("  chats:\n", "  chats: csv\n  more:\n"),
        ("    path: chats.csv\n", "    path: chats.csv\n    schedule: {cron: daily}\n"),
    ],
    ids=["structure", "unknown key", "connector", "no settings", "meaning"],
)
def test_each_kind_of_fault_leaves_the_other_source_valid(write, old, new):
    assert old in TWO
    content = read_workspace(write(TWO.replace(old, new)))
    assert "calls" in content.workspace.sources
    assert set(content.faults) == {"chats"}
    assert "sources.yml, line 1" in str(content.faults["chats"])


@pytest.mark.parametrize("top", ["timezone: Mars", "currency: euro", "colour: red"])
def test_a_fault_outside_sources_concerns_all(write, top):
    with pytest.raises(WorkspaceError, match="line 2, column"):
        read_workspace(write(TWO.replace("company: Test\n", f"company: Test\n{top}\n")))


def test_a_source_may_be_related_to_an_invalid_one(write):
    related = WRONG.replace(
        "path: calls.csv", "path: calls.csv\n    related_source: chats"
    )
    assert set(read_workspace(write(related)).faults) == {"chats"}


def test_lines_about_an_invalid_source_are_let_be(write):
    folder = write(
        WRONG,
        contact_reason_mappings="source_name,source_reason_code,contact_reason_id\n"
        "chats,code,billing\n",
        ignored_identifiers="identifier_type,identifier,account_space\n"
        "account,A1,chats\n",
        reason_overrides="interaction_id,contact_reason_id\nchats:1,billing\n",
    )
    tables = read_workspace(folder).tables
    assert tables["contact_reason_mappings"].num_rows == 1
    assert tables["ignored_identifiers"].num_rows == 1
    assert tables["reason_overrides"].num_rows == 1


def test_the_valid_source_is_pulled_alone(company):
    ran = run_module("ingestion", company, company / "data", "--source", "calls")
    assert (ran.returncode, "error" in ran.stderr) == (0, False)
    assert landed(company, "calls") and not landed(company, "chats")


def test_the_invalid_source_alone_fails_with_one_located_message(company):
    ran = run_module("ingestion", company, company / "data", "--source", "chats")
    assert ran.returncode == 2
    errors = [line for line in ran.stderr.splitlines() if line.startswith("error")]
    assert errors == [f"error: {company}/{MESSAGE}"]
    assert not landed(company, "calls") and not landed(company, "chats")


def test_a_pull_of_all_takes_the_valid_names_the_invalid_and_fails(company):
    ran = run_module("ingestion", company, company / "data")
    assert ran.returncode == 2
    assert MESSAGE in ran.stderr
    assert "make audit build audit-marts publish" in ran.stderr
    assert landed(company, "calls") and not landed(company, "chats")


def test_a_source_that_is_invalid_now_keeps_its_last_landed_line(tmp_path, write):
    data_dir = tmp_path / "data"
    case = "    threads: case\n    visit_gap_minutes: 30\n"
    land_workspace(read_workspace(write(TWO + case)), data_dir, KEY, {})
    before = pq.read_table(data_dir / "raw/_workspace/sources.parquet").to_pylist()
    land_workspace(
        read_workspace(write(WRONG)), data_dir, KEY, {"ACCEPT_LATE": "chats"}
    )
    after = pq.read_table(data_dir / "raw/_workspace/sources.parquet").to_pylist()
    by_name = {row["source_name"]: row for row in after}
    assert len(after) == 2
    assert by_name["chats"] == before[1] | {"is_late_accepted": True}
    assert by_name["chats"]["visit_gap_seconds"] == 1800


def test_a_source_that_was_never_valid_lands_no_line(tmp_path, write):
    land_workspace(read_workspace(write(WRONG)), tmp_path / "data", KEY, {})
    table = pq.read_table(tmp_path / "data/raw/_workspace/sources.parquet")
    assert table["source_name"].to_pylist() == ["calls"]


def test_late_acceptance_of_an_unknown_source_is_still_refused(tmp_path, write):
    content = read_workspace(write(WRONG))
    with pytest.raises(IngestionError, match="did you mean `chats`"):
        land_workspace(content, tmp_path / "data", KEY, {"ACCEPT_LATE": "chat"})


def test_interactions_of_a_source_that_became_invalid_are_still_built(tmp_path):
    company = Company(tmp_path, {"calls": {}, "chats": {}})
    company.interaction("calls", "a", "2025-01-01T10:00", account="x")
    company.interaction("chats", "b", "2025-01-02T10:00", account="x")
    company.land()
    company.sources["chats"]["threads"] = "sometimes"
    broken = (tmp_path / "workspace" / "sources.yml").read_text().splitlines()
    broken.append("    threads: sometimes")
    company.write("sources.yml", *broken)
    content = read_workspace(company.workspace)
    assert set(content.faults) == {"chats"}
    land_workspace(content, company.data_dir, KEY, {})
    company.land = lambda: None
    with company.build() as warehouse:
        found = warehouse.sql(
            "select source_name from marts.interactions order by all"
        ).fetchall()
    assert found == [("calls",), ("chats",)]
