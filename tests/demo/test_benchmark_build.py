"""The benchmark of a build runs what people run, and adds up what dbt took."""

import os
import re
import subprocess
import sys

import pytest

from demo.benchmark_build import COMMANDS, ROOT, Measured, by_room, measure


def test_it_runs_what_make_run_runs():
    makefile = (ROOT / "Makefile").read_text()
    run = re.search(r"^run: \.venv.*\n((?:\t.*\n)+)", makefile, re.M).group(1)
    targets = re.findall(r"^\t@\$\(MAKE\) ([a-z-]+)$", run, re.M)
    assert tuple(targets) == COMMANDS


def test_memory_and_computing_are_those_of_the_commands_children():
    """A started process counts its parent's memory once, so a small one measures."""
    grandchild = "b'x' * (200 << 20); sum(i * i for i in range(3_000_000))"
    start = f"subprocess.run([sys.executable, '-c', {grandchild!r}])"
    child = f"import subprocess, sys; {start}"
    program = (
        "import sys; from demo.benchmark_build import measure; "
        f"print(*measure([sys.executable, '-c', {child!r}]))"
    )
    said = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    took = Measured(*map(float, said.split()))
    assert 200 < took.peak_mb < 400
    assert 0.05 < took.cpu_seconds
    assert took.spilled_mb == 0


def test_what_is_spilled_is_the_most_that_was_there_at_once(tmp_path):
    folder = tmp_path / "spill"
    folder.mkdir()
    (folder / "first").write_bytes(bytes(3 << 20))
    program = (
        "import pathlib, sys, time; folder = pathlib.Path(sys.argv[1]); "
        "(folder / 'second').write_bytes(bytes(2 << 20)); time.sleep(1); "
        "[file.unlink() for file in folder.iterdir()]"
    )
    took = measure([sys.executable, "-c", program, folder], folder)
    assert took.spilled_mb == 5
    assert took.seconds > 1
    assert os.listdir(folder) == []


def test_a_command_that_fails_stops_the_benchmark():
    with pytest.raises(RuntimeError, match="no such thing"):
        measure([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_seconds_are_summed_by_room_the_slowest_first():
    def node(kind, *path):
        return {"resource_type": kind, "fqn": ["project", *path], "name": path[-1]}

    nodes = {
        "a": node("model", "intermediate", "costs", "int_a"),
        "b": node("model", "intermediate", "costs", "int_b"),
        "c": node("model", "marts", "tickets"),
        "d": node("test", "marts", "unique_tickets"),
        "e": node("test", "intermediate", "costs", "unique_int_a"),
    }
    seconds = {"a": 1.0, "b": 2.5, "c": 3.0, "d": 0.5, "e": 0.25, "operation": 9.0}
    results = [
        {"unique_id": name, "execution_time": time} for name, time in seconds.items()
    ]
    assert list(by_room(results, nodes).items()) == [
        ("intermediate/costs", [(2.5, "int_b"), (1.0, "int_a")]),
        ("marts", [(3.0, "tickets")]),
        ("tests", [(0.5, "unique_tickets"), (0.25, "unique_int_a")]),
    ]
