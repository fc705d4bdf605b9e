"""DAGs run to their end, by Airflow, as a person would test them."""

import json
import os
import re
import time

import duckdb
import pytest

from ingestion.lock import lock
from orchestration.build_due import NOT_DUE


@pytest.fixture(scope="module")
def pulled(airflow):
    """Run the DAG of one source and return what it said."""
    ran = airflow.airflow("dags", "test", "ingest_calls", "2026-03-30T04:00:00+00:00")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout + ran.stderr


@pytest.fixture(scope="module")
def published(airflow, pulled):
    """Run the build and return the folder of the current snapshot."""
    ran = airflow.airflow("dags", "test", "build_marts")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return airflow.data_dir / "published" / "current"


def test_the_dag_of_a_source_pulls_it_alone_and_audits_it(airflow, pulled):
    raw = airflow.data_dir / "raw"
    assert "2 rows landed" in pulled
    (audit,) = (raw / "_audits").glob("*.json")
    assert json.loads(audit.read_text())["source_name"] == "calls"


def test_the_dag_of_an_invalid_source_fails_with_its_message(airflow):
    ran = airflow.airflow("dags", "test", "ingest_wrong")
    assert ran.returncode != 0
    message = f"{airflow.wrong_at}: unknown key `paht`; did you mean `path`?"
    assert message in ran.stdout + ran.stderr


def test_an_empty_interval_fails_the_run(airflow):
    moment = '{"FROM": "2026-03-29", "TO": "2026-03-29"}'
    ran = airflow.airflow("dags", "test", "ingest_chats", "--conf", moment)
    assert ran.returncode != 0
    assert "the interval is empty" in ran.stdout + ran.stderr


def test_the_build_publishes_a_snapshot(airflow, published):
    with duckdb.connect(published / "marts.duckdb", read_only=True) as marts:
        rows = marts.sql("select interaction_count from tickets").fetchall()
    assert rows == [(2,)]  # two days apart, one customer: one ticket


def test_a_build_a_day_is_enough_unless_a_person_asks(airflow, published):
    pointer = airflow.data_dir / "published" / "current.json"
    # After the hour that counts today, in any zone and should midnight come now.
    tomorrow = time.time() + 86_400
    os.utime(pointer, (tomorrow,) * 2)
    question = (".venv/bin/python", "-m", "orchestration.build_due")
    for run_type, code in (
        ("scheduled", NOT_DUE),
        ("asset_triggered", NOT_DUE),
        ("manual", 0),
    ):
        ran = airflow.run(*question, RUN_TYPE=run_type)
        assert ran.returncode == code, ran.stdout + ran.stderr
    os.utime(pointer, (tomorrow - 3 * 86_400,) * 2)
    assert airflow.run(*question, RUN_TYPE="scheduled").returncode == 0


def test_a_build_refuses_at_once_while_another_holds_the_warehouse(airflow, published):
    before = published.resolve()
    with lock(airflow.data_dir, "warehouse"):
        ran = airflow.run("make", "build")
    assert ran.returncode != 0
    assert re.search(r"warehouse\.lock is held by process \d+", ran.stderr)
    assert published.resolve() == before
