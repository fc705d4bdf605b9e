"""One at a time: a lock per name, which the kernel gives back when its holder dies.

`python -m ingestion.lock NAME COMMAND…` runs a command under a lock of DATA_DIR.
"""

import fcntl
import json
import os
import re
import shlex
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from ingestion.errors import IngestionError

USAGE = "usage: DATA_DIR=… python -m ingestion.lock NAME COMMAND [ARGUMENT…]"
CANNOT_RUN = 127  # what a shell says of a command it cannot find


@contextmanager
def lock(data_dir: str | Path, name: str) -> Iterator[Path]:
    """Hold the lock `name` of a DATA_DIR while the block runs.

    Raises IngestionError at once, naming the holder, when another has it. Yields
    the lock's file, DATA_DIR/locks/<name>.lock; the file stays, the lock goes.
    """
    descriptor, path = _take(data_dir, name, sys.argv)
    try:
        yield path
    finally:
        os.ftruncate(descriptor, 0)
        os.close(descriptor)


def main(arguments: Sequence[str]) -> int:
    """Become the command given, under the lock; return an exit code if that fails."""
    if len(arguments) < 2:
        print(USAGE, file=sys.stderr)
        return 2
    name, *command = arguments
    data_dir = os.environ.get("DATA_DIR")
    if not data_dir:
        print(f"error: DATA_DIR is not set; {USAGE}", file=sys.stderr)
        return 2
    try:
        descriptor, _ = _take(data_dir, name, command)
    except IngestionError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    # The command takes our place and keeps the descriptor, so its exit code,
    # signals and death are ours, and no orphan ever works without the lock.
    os.set_inheritable(descriptor, True)
    sys.stdout.flush()
    sys.stderr.flush()
    try:
        os.execvp(command[0], command)
    except OSError as error:
        print(f"error: cannot run {command[0]}: {error.strerror}", file=sys.stderr)
        return CANNOT_RUN


def _take(data_dir: str | Path, name: str, command: Sequence[str]) -> tuple[int, Path]:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_.-]*", name):
        raise IngestionError(
            "a lock's name holds small letters, digits, _ . and -, such as "
            f"`warehouse`; got {name!r}"
        )
    path = Path(data_dir) / "locks" / f"{name}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = _holder(descriptor)
        os.close(descriptor)
        raise IngestionError(
            f"{path} is held by {holder}; wait until it has ended, or end it and "
            "start again (the lock goes with its holder, never delete the file)"
        ) from None
    note = {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "command": shlex.join(command),
        "started_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, (json.dumps(note) + "\n").encode("utf-8"), 0)
    return descriptor, path


def _holder(descriptor: int) -> str:
    try:
        note = json.loads(os.pread(descriptor, 65536, 0))
        return (
            f"process {note['pid']} on {note['host']} since {note['started_at']} "
            f"({note['command']})"
        )
    except (ValueError, KeyError, TypeError):
        # It took the lock an instant ago and has not written its name yet.
        return "another process"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
