"""Runs the project's own commands on a demo world, in folders of its own."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from demo import generate
from demo.world.reasons import IDS

DEMO = Path(generate.__file__).parent
DECISIONS = ("*.yml", "*.csv")  # a workspace's files; the exports are made anew
MONTHS = 12
# No secret: nobody is behind the demo's numbers, and equal runs shall be equal.
IDENTITY_KEY = "the demo's own key, no secret"


class Run(NamedTuple):
    """One world and what the pipeline made of it."""

    drops: Path
    data_dir: Path

    @property
    def warehouse(self) -> Path:
        """The marts, in schema `marts`."""
        return self.data_dir / "warehouse.duckdb"


def run(folder: Path, interactions: int, seed: int, clear: bool) -> Run:
    """Generate a world and pull, audit and build it; exit where a command fails.

    `clear`: the same world with the true person and reason on every row, for the
    ceiling; its workspace maps each reason's own id. Earlier results are removed.
    """
    shutil.rmtree(folder, ignore_errors=True)
    workspace, data_dir = folder / "workspace", folder / "data"
    workspace.mkdir(parents=True)
    for pattern in DECISIONS:
        for path in DEMO.glob(pattern):
            shutil.copy(path, workspace)
    if clear:
        map_ids_to_themselves(workspace / "contact_reason_mappings.csv")
    drops = workspace / "drops"
    asked = ["--interactions", str(interactions), "--seed", str(seed)]
    asked += ["--months", str(MONTHS)]
    asked += ["--out", str(drops)] + (["--clear"] if clear else [])
    if generate.main(asked):
        sys.exit(2)
    given = [f"WORKSPACE={workspace}", f"DATA_DIR={data_dir}"]
    for target in ("ingest", "audit", "build"):
        _make(target, given, folder / f"{target}.log")
    return Run(drops, data_dir)


def _make(target: str, given: list[str], log: Path) -> None:
    """Run one target of the project's Makefile; what it says goes to a log."""
    with log.open("w", encoding="utf-8") as said:
        done = subprocess.run(
            ["make", target, *given],
            cwd=DEMO.parent,
            env=os.environ | {"IDENTITY_KEY": IDENTITY_KEY},
            stdout=said,
            stderr=said,
        )
    if done.returncode:
        print(f"error: make {target} failed: read {log}", file=sys.stderr)
        sys.exit(2)


def map_ids_to_themselves(path: Path) -> None:
    """Let a mapping file map each reason's own id, as clear exports code it."""
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(header)
        rows.writerows([["*", reason, reason, "", ""] for reason in IDS])
