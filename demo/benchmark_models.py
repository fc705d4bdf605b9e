"""`python -m demo.benchmark_models DATA_DIR`: what each model takes by itself.

Every model of a built DATA_DIR is run again, alone, in a process of its own, on what
the build left in the warehouse, which is only read. Printed are seconds, CPU seconds,
peak memory and rows, the greatest memory first; `--models` takes some by name.
`--beside` names another folder that dbt compiled into (DBT_TARGET_PATH): its models
are run right after those of DATA_DIR, old and new on one warehouse in one run.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

MEMORY = "4GB"  # as much as dbt has
PROGRAM = """
import sys, time
import duckdb

warehouse, sql, memory, spill = sys.argv[1:]
connection = duckdb.connect(
    warehouse,
    read_only=True,
    config={
        "memory_limit": memory,
        "threads": 2,
        "temp_directory": spill,
        "preserve_insertion_order": False,
    },
)
connection.execute("set TimeZone = 'UTC'; set enable_progress_bar = false")
began, spent = time.monotonic(), time.process_time()
connection.execute("create temp table made as " + open(sql).read())
seconds, cpu_seconds = time.monotonic() - began, time.process_time() - spent
with open("/proc/self/status") as told:  # the parent's peak is not in it
    peak = next(int(line.split()[1]) for line in told if line.startswith("VmHWM"))
((rows,),) = connection.sql("select count(*) from made").fetchall()
print(seconds, cpu_seconds, peak / 1024, rows)
"""


class Model(NamedTuple):
    """What one model took, MB of memory at most, and how many rows it made."""

    name: str
    seconds: float
    cpu_seconds: float
    peak_mb: float
    row_count: int


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; return 0."""
    parser = argparse.ArgumentParser(prog="python -m demo.benchmark_models")
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("--models", nargs="+", default=[])
    parser.add_argument("--beside", type=Path)
    given = parser.parse_args(arguments)
    target = given.data_dir / "dbt"
    warehouse = given.data_dir / "warehouse.duckdb"
    measured = []
    for name, sql in compiled(target):
        if not given.models or name in given.models:
            measured.append(measure(name, warehouse, sql))
            if given.beside and (other := dict(compiled(given.beside)).get(name)):
                measured.append(measure(f"{name}, beside", warehouse, other))
    if not given.beside:
        measured.sort(key=lambda model: -model.peak_mb)
    for model in measured:
        print(
            f"{model.name:<38} {model.seconds:6.1f} s, {model.cpu_seconds:6.1f} s of "
            f"CPU, peak memory {model.peak_mb:6,.0f} MB, {model.row_count:,} rows"
        )
    return 0


def compiled(target: Path) -> list[tuple[str, Path]]:
    """Return name and SQL file of each model that dbt compiled into a folder."""
    nodes = json.loads((target / "manifest.json").read_text())["nodes"]
    return [
        (node["name"], target / "compiled" / node["package_name"] / "models" / place)
        for node in nodes.values()
        if node["resource_type"] == "model"
        for place in [node["path"]]
        if (target / "compiled" / node["package_name"] / "models" / place).is_file()
    ]


def measure(name: str, warehouse: Path, sql: Path) -> Model:
    """Run one model's SQL on a warehouse; RuntimeError with what it said if it fails.

    The warehouse is opened read-only, and what it makes is gone with the process.
    """
    spill = f"{warehouse}.{name.split(',')[0]}.tmp"
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, warehouse, sql, MEMORY, spill],
        capture_output=True,
        text=True,
    )
    if ran.returncode:
        raise RuntimeError(f"{name} failed:\n{ran.stderr[-2_000:]}")
    seconds, cpu_seconds, peak_mb, rows = ran.stdout.split()
    return Model(name, float(seconds), float(cpu_seconds), float(peak_mb), int(rows))


if __name__ == "__main__":
    sys.exit(main())
