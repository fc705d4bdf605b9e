"""dbt's commands, each in a process forked from one that has read the project.

Starting dbt and reading the project takes longer than building a small company. For
this dbt lets a manifest be handed to its runner, and Python's fork server lets what
is imported be shared; each command still is a process that leaves nothing behind.
"""

import multiprocessing
import os
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.support.dbt_read"])


def environment(data_dir: Path) -> dict[str, str]:
    """Return the environment in which dbt works on a DATA_DIR, as the Makefile's."""
    return os.environ | {
        "DATA_DIR": str(data_dir),
        "WAREHOUSE_PATH": str(data_dir / "warehouse.duckdb"),
        "DBT_PROJECT_DIR": str(ROOT / "dbt_project"),
        "DBT_PROFILES_DIR": str(ROOT / "dbt_project"),
        "DBT_TARGET_PATH": str(data_dir / "dbt"),
        "DBT_LOG_PATH": str(data_dir / "logs"),
        "DBT_LOG_LEVEL_FILE": "none",  # writing its log is a quarter of its work
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }


def run_dbt(data_dir: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run dbt on DATA_DIR's warehouse and return what it said."""
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder, "said")
        process = _processes.Process(
            target=_invoke, args=(environment(data_dir), arguments, said)
        )
        process.start()
        process.join()
        text = said.read_text(encoding="utf-8") if said.exists() else ""
    return subprocess.CompletedProcess(["dbt", *arguments], process.exitcode, text, "")


def _invoke(environ: dict[str, str], arguments: tuple[str, ...], said: Path) -> None:
    """Be dbt's command line in this process; write what it says to a file."""
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(ROOT)
    with said.open("wb", buffering=0) as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
    from tests.support.dbt_read import invoke

    raise SystemExit(invoke(arguments))
