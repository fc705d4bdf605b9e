"""`python -m demo.benchmark_build`: how long a whole build takes, in how much memory.

A year of the demo company with a million interactions goes through the commands of
`make run`, in a folder of its own that is removed; `--workspace` puts other decisions
(large cost files, say) in the demo's place. Printed are seconds and peak memory of
each command, and dbt's seconds by room and the slowest of each; two run at once, so
rooms can add up to more than the build. The targets are for two cores of their own:
CPU seconds stand beside for a machine that others use too.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parent
COMMANDS = ("ingest", "audit", "build", "audit-marts", "publish")
SECONDS, PEAK_MB = 600, 6_000  # of the build, at a million interactions
LOOK_SECONDS = 0.2


class Measured(NamedTuple):
    """What a command took; spilled is the most that the folder it spills to held."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    spilled_mb: float


def main(arguments: list[str] | None = None) -> int:
    """Measure; return 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m demo.benchmark_build")
    parser.add_argument("--interactions", type=int, default=1_000_000)
    parser.add_argument("--workspace", type=Path, default=HERE)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        workspace, data_dir = Path(folder) / "workspace", Path(folder) / "data"
        workspace.mkdir()
        for file in [*given.workspace.glob("*.csv"), given.workspace / "sources.yml"]:
            shutil.copy(file, workspace)
        asked = ["--interactions", given.interactions, "--out", workspace / "drops"]
        generate = [sys.executable, "-m", "demo.generate", *asked]
        _tell("generate", measure(generate))
        places = [f"WORKSPACE={workspace}", f"DATA_DIR={data_dir}"]
        took = {}
        for command in COMMANDS:
            took[command] = measure(
                ["make", "--directory", ROOT, command, *places],
                data_dir / "warehouse.duckdb.tmp",
            )
            _tell(command, took[command])
        _tell_rooms(data_dir / "dbt")
        megabytes = (data_dir / "warehouse.duckdb").stat().st_size >> 20
        print(f"the warehouse is {megabytes:,} MB")
    seconds, _, peak_mb, _ = took["build"]
    return 0 if seconds <= SECONDS and peak_mb <= PEAK_MB else 1


def measure(command: list, spill: Path | None = None) -> Measured:
    """Run a command; return what it and all that it started took.

    Raises RuntimeError with the end of what it said when it fails.
    """
    environment = os.environ | {"IDENTITY_KEY": "a key for the benchmark only"}
    with tempfile.TemporaryFile() as said:
        began = time.monotonic()
        process = subprocess.Popen(
            [str(word) for word in command],
            env=environment,
            cwd=ROOT,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        spilled, found = 0, 0
        while not found:
            found, status, usage = os.wait4(process.pid, os.WNOHANG)
            spilled = max(spilled, _bytes_in(spill))
            time.sleep(0 if found else LOOK_SECONDS)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - began
        if process.returncode:
            said.seek(0)
            text = said.read().decode(errors="replace")[-2_000:]
            raise RuntimeError(f"{command[0]} failed:\n{text}")
    cpu = usage.ru_utime + usage.ru_stime
    return Measured(seconds, cpu, usage.ru_maxrss / 1024, spilled / 2**20)


def by_room(results: list[dict], nodes: dict[str, dict]) -> dict[str, list]:
    """Return each room's (seconds, name) of models and tests, the slowest first.

    `results` are those of dbt's run_results.json, `nodes` those of its manifest.
    """
    rooms = defaultdict(list)
    for result in results:
        node = nodes.get(result["unique_id"], {})
        if node.get("resource_type") in ("model", "test"):
            is_test = node["resource_type"] == "test"
            room = "tests" if is_test else "/".join(node["fqn"][1:-1])
            rooms[room].append((result["execution_time"], node["name"]))
    return {
        room: sorted(found, reverse=True)
        for room, found in sorted(rooms.items(), key=lambda room: -_sum(room[1]))
    }


def _tell_rooms(target: Path) -> None:
    results = json.loads((target / "run_results.json").read_text())["results"]
    nodes = json.loads((target / "manifest.json").read_text())["nodes"]
    for room, found in by_room(results, nodes).items():
        seconds, name = found[0]
        line = f"  {room:<26} {_sum(found):7.1f} s in {len(found):3}"
        print(f"{line}, the slowest {name} {seconds:.1f} s")


def _tell(command: str, took: Measured) -> None:
    print(
        f"{command:<12} {took.seconds:7.1f} s, {took.cpu_seconds:.1f} s of CPU, peak "
        f"memory {took.peak_mb:,.0f} MB, spilled {took.spilled_mb:,.0f} MB",
        flush=True,
    )


def _sum(found: list[tuple[float, str]]) -> float:
    return sum(seconds for seconds, _ in found)


def _bytes_in(folder: Path | None) -> int:
    """Return the size of a folder's files, some of which may go meanwhile."""
    total = 0
    for file in folder.glob("*") if folder else ():
        with suppress(FileNotFoundError):
            total += file.stat().st_size
    return total


if __name__ == "__main__":
    sys.exit(main())
