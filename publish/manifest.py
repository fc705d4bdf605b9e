"""manifest.json: the SHA-256 and size of every file of a snapshot.

DuckDB reads most single flipped bits in Parquet as other values, without an error:
only the manifest tells.
"""

import hashlib
import json
from pathlib import Path

from publish.errors import PublishError

NAME = "manifest.json"


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_manifest(folder: Path, facts: dict) -> None:
    """Write the manifest of a snapshot's folder: the facts, then its files."""
    files = {
        name: {"sha256": sha256(folder / name), "size": (folder / name).stat().st_size}
        for name in _files(folder)
    }
    text = json.dumps(facts | {"files": files}, indent=2, ensure_ascii=False)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> dict:
    """Return the manifest of a snapshot, or raise PublishError."""
    try:
        manifest = json.loads((folder / NAME).read_text(encoding="utf-8"))
        manifest["files"], manifest["snapshot_id"]
    except FileNotFoundError:
        raise PublishError(f"{folder / NAME} is missing; publish again") from None
    except (ValueError, KeyError, TypeError):
        raise PublishError(f"{folder / NAME} is damaged; publish again") from None
    return manifest


def verify(folder: Path) -> dict:
    """Hash every file of a snapshot against its manifest, and return the manifest.

    Raises PublishError naming each file that is missing, added or changed.
    """
    manifest = read_manifest(folder)
    expected, present = manifest["files"], _files(folder)
    faults = [f"{name} is missing" for name in expected if name not in present]
    for name in present:
        if name not in expected:
            faults.append(f"{name} is not in the manifest")
        elif sha256(folder / name) != expected[name]["sha256"]:
            faults.append(f"{name} is not what was published (SHA-256 differs)")
    if faults:
        raise PublishError(
            f"{folder}: {'; '.join(faults)}. Do not read it; publish again"
        )
    return manifest


def _files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).as_posix() != NAME
    )
