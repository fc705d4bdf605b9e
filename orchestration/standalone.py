"""`python -m orchestration.standalone`: Airflow on this machine until Ctrl-C.

Runs `airflow standalone` with its output in a log file, waits until it answers, and
says where it is and how to log in. Nothing listens beyond loopback.
"""

import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from ingestion.errors import IngestionError
from ingestion.lock import lock
from ingestion.workspace.schedules import read_schedules
from orchestration.settings import (
    JWT_SECRET,
    LOOPBACK,
    PASSWORDS,
    airflow_environment,
)

START_SECONDS = 300  # the first start makes the database
STOP_SECONDS = 10
TAIL = 15


def main() -> int:
    """Run until stopped; return 0, or 2 with one line on why it cannot run."""
    workspace = Path(os.environ.get("WORKSPACE") or "demo").resolve()
    data_dir = Path(os.environ.get("DATA_DIR") or f"data/{workspace.name}").resolve()
    try:
        port = _port(os.environ.get("AIRFLOW_PORT") or "8080")
        count = len(read_schedules(workspace).sources) + 1
        with lock(data_dir, "airflow"):
            home = data_dir / "airflow"
            home.mkdir(mode=0o700, exist_ok=True)
            home.chmod(0o700)  # keys, password and logs
            _keep(home / JWT_SECRET, secrets.token_urlsafe(64))
            users = json.dumps({"admin": secrets.token_urlsafe(12)})
            password = json.loads(_keep(home / PASSWORDS, users))["admin"]
            os.environ |= {"WORKSPACE": str(workspace), "DATA_DIR": str(data_dir)}
            return _run(home, port, f"user admin, password {password}", count)
    except (IngestionError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def _run(home: Path, port: int, login: str, count: int) -> int:
    log, url = home / "standalone.log", f"http://{LOOPBACK}:{port}"
    print(f"airflow: starting, half a minute or so; it writes to {log}", flush=True)
    for number in (signal.SIGINT, signal.SIGTERM):  # a shell's `&` ignores the first
        signal.signal(number, signal.default_int_handler)
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["airflow", "standalone"],
            env=(environ := airflow_environment(home, port, dict(os.environ))),
            executable=environ["AIRFLOW_PROGRAM"],
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is ours, to pass on once
        )
    try:
        _wait(process, url)
        print(f"airflow: {url}  {login}")
        print(f"airflow: {count} DAGs, switched on; stop with Ctrl-C", flush=True)
        process.wait()
        raise IngestionError(f"airflow stopped by itself: {_end(log)}")
    except TimeoutError as error:
        raise IngestionError(f"airflow {error}: {_end(log)}") from None
    except KeyboardInterrupt:
        print("\nairflow: stopping", flush=True)
        return 0
    finally:
        _stop(process)


def _wait(process: subprocess.Popen, url: str) -> None:
    """Return when every part of Airflow says that it is healthy."""
    until = time.monotonic() + START_SECONDS
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < until and process.poll() is None:
        time.sleep(0.5)
        try:
            with opener.open(f"{url}/api/v2/monitor/health", timeout=5) as answer:
                parts = json.load(answer)
        except (OSError, ValueError):
            continue
        if all(
            parts[part]["status"] == "healthy"
            for part in ("metadatabase", "scheduler", "dag_processor", "triggerer")
        ):
            return
    raise TimeoutError("did not start" if process.poll() is None else "ended")


def _stop(process: subprocess.Popen) -> None:
    """Do what Ctrl-C does to all parts at once; kill what has not ended in time."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise IngestionError(f"AIRFLOW_PORT={text}: expected a port from 1 to 65535")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, int(text)))
        except OSError as error:
            raise IngestionError(
                f"port {text} cannot be had ({error.strerror}); choose another: "
                "make airflow AIRFLOW_PORT=8081"
            ) from None
    return int(text)


def _keep(path: Path, text: str) -> str:
    """Return what a private file holds: the text, when there was none before."""
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
    return path.read_text()


def _end(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines()[-TAIL:]
    return "\n".join([f"the end of {log}:", *lines])


if __name__ == "__main__":
    sys.exit(main())
