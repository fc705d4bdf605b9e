"""One DAG a source: pull it, audit what landed, say that it has arrived.

A run pulls its data interval, a manual run FROM and TO where they are given. Days are
local days, so the interval has 23 or 25 hours when clocks change. A held load is no
failure: it waits for a person, the rest of the source goes on.
"""

import os
from datetime import timedelta
from pathlib import Path

import pendulum
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, Asset, CronDataIntervalTimetable, Param

from ingestion.workspace.schedules import read_schedules

ROOT = Path(__file__).parents[1]
INTERVAL = {
    "FROM": "{{ params.FROM or dag_run.data_interval_start or '' }}",
    "TO": "{{ params.TO or dag_run.data_interval_end or '' }}",
}
ISO = "ISO date or timestamp, local without offset; empty: the run's data interval"

schedules = read_schedules(ROOT / os.environ.get("WORKSPACE", "demo"))

for source in schedules.sources:
    name = source.source_name
    with DAG(
        dag_id=f"ingest_{name}",
        doc_md=source.fault or f"Pulls `{name}` and audits what landed.",
        schedule=CronDataIntervalTimetable(source.cron, timezone=schedules.timezone),
        start_date=pendulum.datetime(2000, 1, 1, tz=schedules.timezone),
        catchup=False,
        max_active_runs=1,
        params={
            "FROM": Param(None, type=["null", "string"], description=ISO),
            "TO": Param(None, type=["null", "string"], description=ISO),
        },
        default_args={
            "cwd": str(ROOT),
            "retries": source.retries,
            "retry_delay": timedelta(minutes=5),
            "retry_exponential_backoff": 2,
            "max_retry_delay": timedelta(hours=1),
            "execution_timeout": timedelta(minutes=source.timeout_minutes),
        },
        tags=["ingest", source.cadence or "invalid"],
    ):
        ingest = BashOperator(
            task_id="ingest",
            bash_command=f"make ingest SOURCE={name}",
            env=INTERVAL,
            append_env=True,
        )
        audit = BashOperator(
            task_id="audit",
            bash_command=f"make audit SOURCE={name}",
            outlets=[Asset(f"raw/{name}")],
        )
        ingest >> audit
