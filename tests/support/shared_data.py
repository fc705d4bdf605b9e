"""Real data that tests read where it is present: SHARED_DATA, or ../shared/data."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]


def shared_file(name: str) -> Path | None:
    """Return the path of a file of the shared data, or None where it is absent."""
    folder = Path(os.environ.get("SHARED_DATA", ROOT.parent / "shared" / "data"))
    path = folder / name
    return path if path.exists() else None
