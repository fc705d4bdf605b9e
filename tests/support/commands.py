"""Run the project's own commands, as the Makefile does."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support.landed import ROOT, run_dbt


def run_module(
    name: str, workspace: Path, data_dir: Path, *arguments: str, **environment: str
) -> subprocess.CompletedProcess:
    """Run `python -m name` for a workspace and return what it said."""
    return subprocess.run(
        [sys.executable, "-m", name, *arguments],
        cwd=ROOT,
        env=os.environ
        | {
            "WORKSPACE": str(workspace),
            "DATA_DIR": str(data_dir),
            "IDENTITY_KEY": "a key for tests only",
        }
        | environment,
        capture_output=True,
        text=True,
    )


def build_marts(workspace: Path, data_dir: Path, *dbt_arguments: str) -> Path:
    """Pull, audit and build a workspace; return the warehouse's path."""
    for module in ("ingestion", "quality"):
        ran = run_module(module, workspace, data_dir)
        assert ran.returncode == 0, ran.stdout + ran.stderr
    ran = run_dbt(data_dir, *(dbt_arguments or ("run",)), "--quiet")
    assert ran.returncode == 0, ran.stdout
    return data_dir / "warehouse.duckdb"
