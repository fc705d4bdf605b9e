"""Once a day: stitch, build, audit and publish the marts.

It starts when every continuous and daily source of interactions has arrived, or at the
build's own time, whichever is first: a late source is named in the report, nobody waits
for it. The second start of a day is skipped; a manual run always builds.
"""

import os
from datetime import timedelta
from pathlib import Path

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, Asset, AssetOrTimeSchedule, CronTriggerTimetable

from ingestion.workspace.schedules import read_schedules

ROOT = Path(__file__).parents[1]
ASKED = {
    # Whoever clears a run wants it again, whatever first started it.
    "RUN_TYPE": "{{ 'cleared' if dag_run.clear_number else dag_run.run_type.value }}",
    "ARRIVED": "{% for events in triggering_asset_events.values() %}"
    "{{ (events | map(attribute='timestamp') | max).isoformat() }} {% endfor %}",
}

schedules = read_schedules(ROOT / os.environ.get("WORKSPACE", "demo"))
# A new installation waits for its sources, or the next morning: without a start date
# nothing is made up for but a time that has just passed.
daily = CronTriggerTimetable(
    schedules.build_cron,
    timezone=schedules.timezone,
    run_immediately=timedelta(minutes=2),
)
arrivals = [Asset(f"raw/{source.source_name}") for source in schedules.awaited]

with DAG(
    dag_id="build_marts",
    doc_md=__doc__,
    schedule=AssetOrTimeSchedule(timetable=daily, assets=arrivals)
    if arrivals
    else daily,
    catchup=False,
    max_active_runs=1,
    default_args={
        "cwd": str(ROOT),
        # A person's own build may hold the warehouse; its lock says so at once.
        "retries": 3,
        "retry_delay": timedelta(minutes=5),
        "execution_timeout": timedelta(hours=6),
    },
    tags=["build"],
):
    # Not by make, whose exit code cannot say "skip".
    is_due = BashOperator(
        task_id="build-due",
        bash_command=".venv/bin/python -m orchestration.build_due",
        env=ASKED,
        append_env=True,
    )
    build = BashOperator(task_id="build", bash_command="make build")
    audit_marts = BashOperator(task_id="audit-marts", bash_command="make audit-marts")
    publish = BashOperator(
        task_id="publish",
        bash_command="make publish",
        outlets=[Asset("published/current")],
    )
    is_due >> build >> audit_marts >> publish
