"""What Airflow makes of the DAG files, one source of sources.yml being invalid."""

import json
import re
import sys

import pytest

from tests.dags.conftest import AFTERNOON
from tests.support.landed import ROOT

MAKEFILE = (ROOT / "Makefile").read_text()


@pytest.fixture(scope="session")
def parsed(airflow):
    """Return what tests/dags/parsed.py prints, of a company where clocks change."""
    sources = airflow.workspace / "sources.yml"
    written = sources.read_text()
    assert AFTERNOON in written
    sources.write_text(written.replace(AFTERNOON, "Europe/Paris"))
    ran = airflow.run(sys.executable, "-m", "tests.dags.parsed")
    sources.write_text(written)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


def commands(dag):
    return [task["command"] for task in dag["tasks"]]


def test_every_dag_parses_and_each_source_has_one_the_invalid_too(parsed):
    assert parsed["errors"] == {}
    assert set(parsed["dags"]) == {
        "build_marts",
        "ingest_calls",
        "ingest_chats",
        "ingest_wrong",
    }


def test_tasks_are_the_steps_of_make_run_in_its_order(parsed):
    recipe = re.search(r"^run: \..*\n((?:\t.*\n)+)", MAKEFILE, re.M)[1]
    steps = re.findall(r"^\t@\$\(MAKE\) ([a-z-]+)$", recipe, re.M)
    assert steps == ["ingest", "audit", "build", "audit-marts", "publish"]
    assert commands(parsed["dags"]["ingest_calls"]) == [
        f"make {step} SOURCE=calls" for step in steps[:2]
    ]
    question, *rest = commands(parsed["dags"]["build_marts"])
    assert rest == [f"make {step}" for step in steps[2:]]
    asked = re.search(r"^build-due: \..*\n\t@\$\(PYTHON\) (.*)", MAKEFILE, re.M)[1]
    assert question == f".venv/bin/python {asked}"


def test_the_build_is_skipped_on_the_code_that_the_question_answers(parsed):
    from orchestration.build_due import NOT_DUE

    assert NOT_DUE in parsed["dags"]["build_marts"]["tasks"][0]["skips_on"]


def test_days_have_24_hours_and_23_and_25_when_clocks_change(parsed):
    # 2026-03-29 is short, 2026-10-25 long; the day at 05:00 before is of 24 hours.
    spring, autumn = parsed["dags"]["ingest_calls"]["hours"]
    assert spring == [24, 23, 24]
    assert autumn == [24, 25, 24]


def test_a_source_has_its_own_retries_and_timeout_and_one_run_at_a_time(parsed):
    dag = parsed["dags"]["ingest_calls"]
    assert {(task["retries"], task["seconds"]) for task in dag["tasks"]} == {(2, 3600)}
    assert all(
        (one["max_active_runs"], one["catchup"]) == (1, False)
        for one in parsed["dags"].values()
    )


def test_an_audited_source_has_arrived_and_the_build_awaits_the_valid_ones(parsed):
    pull, audit = parsed["dags"]["ingest_chats"]["tasks"]
    assert (pull["outlets"], audit["outlets"]) == ([], ["raw/chats"])
    assert parsed["dags"]["build_marts"]["awaited"] == ["raw/calls", "raw/chats"]


def test_the_dag_of_an_invalid_source_says_what_is_wrong(parsed, airflow):
    dag = parsed["dags"]["ingest_wrong"]
    assert airflow.wrong_at in dag["doc"]
    assert {task["retries"] for task in dag["tasks"]} == {0}


def test_a_build_tries_again_where_a_person_holds_the_warehouse(parsed):
    assert all(task["retries"] >= 1 for task in parsed["dags"]["build_marts"]["tasks"])


@pytest.mark.parametrize(
    "path", sorted((ROOT / "dags").glob("*")), ids=lambda p: p.name
)
def test_a_dag_file_is_short_and_ends_in_its_order(path):
    if path.suffix != ".py":
        pytest.skip("no DAG file")
    lines = path.read_text().splitlines()
    assert len(lines) <= 100
    assert re.fullmatch(r"\s+\w+( >> \w+)+", lines[-1])
    assert not path.name.startswith("dbt_")  # dbt would take it for a plugin
