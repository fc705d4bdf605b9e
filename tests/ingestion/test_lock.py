import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingestion.errors import IngestionError
from ingestion.lock import lock

ROOT = Path(__file__).parents[2]


def run(data_dir, *arguments, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "ingestion.lock", *arguments],
        cwd=ROOT,
        env=os.environ | {"DATA_DIR": str(data_dir)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def wait_for(path):
    deadline = time.monotonic() + 20
    while not path.exists():
        assert time.monotonic() < deadline, f"{path} never came"
        time.sleep(0.01)


def test_the_file_says_who_holds_it(tmp_path):
    with lock(tmp_path, "warehouse") as path:
        assert path == tmp_path / "locks" / "warehouse.lock"
        note = json.loads(path.read_text())
        assert note["pid"] == os.getpid()
        assert set(note) == {"pid", "host", "command", "started_at"}
        assert note["started_at"].endswith("+00:00")
    assert path.read_text() == ""


def test_a_second_taker_is_told_who_has_it_and_what_to_do(tmp_path):
    with lock(tmp_path, "warehouse") as path:
        note = json.loads(path.read_text())
        with pytest.raises(IngestionError) as caught, lock(tmp_path, "warehouse"):
            pass
    assert str(caught.value) == (
        f"{path} is held by process {os.getpid()} on {note['host']} since "
        f"{note['started_at']} ({note['command']}); wait until it has ended, or end "
        "it and start again (the lock goes with its holder, never delete the file)"
    )


def test_locks_of_other_names_and_later_ones_are_free(tmp_path):
    with lock(tmp_path, "crm"), lock(tmp_path, "calls"):
        pass
    with pytest.raises(ZeroDivisionError), lock(tmp_path, "crm"):
        raise ZeroDivisionError
    with lock(tmp_path, "crm"):
        pass


@pytest.mark.parametrize("name", ["", "../up", "a/b", ".hidden", "A b"])
def test_a_name_that_could_leave_the_folder_is_refused(tmp_path, name):
    with pytest.raises(IngestionError, match="a lock's name"), lock(tmp_path, name):
        pass


def test_a_killed_holder_loses_the_lock(tmp_path):
    ready = tmp_path / "ready"
    code = f"import pathlib, time; pathlib.Path({str(ready)!r}).touch(); time.sleep(60)"
    holder = run(tmp_path, "crm", sys.executable, "-c", code)
    try:
        wait_for(ready)
        with (
            pytest.raises(IngestionError, match=f"held by process {holder.pid} on"),
            lock(tmp_path, "crm"),
        ):
            pass
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.communicate()
    assert holder.returncode == -signal.SIGKILL
    with lock(tmp_path, "crm"):
        pass


def test_a_command_keeps_its_exit_code_and_output(tmp_path):
    process = run(
        tmp_path, "crm", sys.executable, "-c", "print('done'); raise SystemExit(7)"
    )
    assert process.communicate() == ("done\n", "")
    assert process.returncode == 7


def test_a_command_under_a_held_lock_does_not_start_and_exits_2(tmp_path):
    with lock(tmp_path, "crm"):
        process = run(tmp_path, "crm", "touch", str(tmp_path / "started"))
        output, error = process.communicate()
    assert process.returncode == 2
    assert output == ""
    assert error.startswith(f"error: {tmp_path}/locks/crm.lock is held by process")
    assert error.count("\n") == 1
    assert not (tmp_path / "started").exists()


@pytest.mark.parametrize("arguments", [[], ["crm"]])
def test_a_call_without_a_command_says_how_to_call(tmp_path, arguments):
    process = run(tmp_path, *arguments)
    assert process.communicate()[1].startswith("usage: ")
    assert process.returncode == 2


def test_a_command_that_is_not_there_exits_as_in_a_shell(tmp_path):
    process = run(tmp_path, "crm", "no-such-command-here")
    assert "cannot run no-such-command-here" in process.communicate()[1]
    assert process.returncode == 127
