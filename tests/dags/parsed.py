"""Print as JSON what Airflow makes of the DAG files; run in a process of its own."""

import json
from datetime import UTC, datetime

from airflow.dag_processing.dagbag import DagBag
from airflow.serialization.serialized_objects import DagSerialization

CLOCK_CHANGES = [(2026, 3, 26), (2026, 10, 22)]  # each followed by four days


def tasks(dag):
    """Return the tasks in the only order there is."""
    found = dag.roots
    while found[-1].downstream_list:
        found = [*found, *found[-1].downstream_list]
    assert len(found) == len(dag.tasks)
    return [
        {
            "command": task.bash_command,
            "retries": task.retries,
            "seconds": task.execution_timeout.total_seconds(),
            "outlets": [asset.name for asset in task.outlets],
            "skips_on": sorted(task.skip_on_exit_code),
        }
        for task in found
    ]


def hours(dag):
    """Return the lengths of the data intervals about the clock changes."""
    scheduled = DagSerialization.deserialize_dag(DagSerialization.serialize_dag(dag))
    return [
        [
            (info.data_interval.end - info.data_interval.start).total_seconds() / 3600
            for info in scheduled.iter_dagrun_infos_between(
                datetime(*day, 12, tzinfo=UTC),
                datetime(*day[:2], day[2] + 4, tzinfo=UTC),
            )
        ]
        for day in CLOCK_CHANGES
    ]


def look():
    """Return what there is to see of every DAG, and the import errors."""
    bag = DagBag()
    return {
        "errors": bag.import_errors,
        "dags": {
            name: {
                "tasks": tasks(dag),
                "hours": hours(dag) if name.startswith("ingest") else None,
                "max_active_runs": dag.max_active_runs,
                "catchup": dag.catchup,
                "awaited": [a.name for a in dag.timetable.asset_condition.objects]
                if name == "build_marts"
                else None,
                "doc": dag.doc_md,
            }
            for name, dag in bag.dags.items()
        },
    }


if __name__ == "__main__":
    print("\n" + json.dumps(look()))
