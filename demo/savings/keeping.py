"""What was found of each seed, kept so that an interrupted run goes on."""

import hashlib
import json
import os
from pathlib import Path

from demo.savings.models import ROOT

# What the figures of a seed depend on; how they are counted and told is not in it.
READ = ("dbt_project/**/*.sql", "ingestion/**/*.py", "demo/world/*.py")
READ += ("demo/exports/*.py", "demo/*.csv", "demo/*.yml", "demo/savings/*.py")
READ += ("demo/generate.py", "demo/accuracy/pipeline.py", "demo/accuracy/truth.py")
TELLING = ("__init__.py", "__main__.py", "counting.py", "keeping.py", "lines.py")
TELLING += ("page.py",)


def fingerprint() -> str:
    """Return what figures of a seed depend on: models, connectors, world, reading."""
    digest = hashlib.sha256()
    for pattern in READ:
        for path in sorted(ROOT.glob(pattern)):
            if path.parent.name != "savings" or path.name not in TELLING:
                digest.update(path.read_bytes())
    return digest.hexdigest()


def kept(folder: Path, seed: int, stamp: str) -> dict:
    """Return what is kept of a seed, {} if nothing of this code is."""
    path = folder / f"seed_{seed:03}.json"
    if not path.exists():
        return {}
    found = json.loads(path.read_text(encoding="utf-8"))
    return found["found"] if found["stamp"] == stamp else {}


def keep(folder: Path, seed: int, stamp: str, found: dict) -> None:
    """Keep what was found of a seed, whole or not at all."""
    path = folder / f"seed_{seed:03}.json"
    temporary = path.with_suffix(".part")
    text = json.dumps({"stamp": stamp, "found": found}, indent=1) + "\n"
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, path)
