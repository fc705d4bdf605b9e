"""Which snapshot is current: the link `current`, and `current.json` beside it.

The link is what readers follow; current.json says the same where there are no
links, and vouches for the manifest with its SHA-256.
"""

import json
import os
from pathlib import Path

from publish.errors import PublishError
from publish.manifest import NAME, sha256, verify

LINK, POINTER = "current", "current.json"


def current_snapshot(published: Path) -> Path | None:
    """Return the folder of the current snapshot, or None before the first."""
    link = published / LINK
    return published / os.readlink(link) if link.is_symlink() else None


def verify_current(published: Path) -> dict:
    """Verify the current snapshot and its pointer; return its manifest."""
    folder = current_snapshot(published)
    if folder is None:
        raise PublishError(f"{published}: nothing is published yet")
    manifest = verify(folder)
    if _read(published / POINTER) != _facts(folder):
        raise PublishError(
            f"{published / POINTER} does not name {folder.name} with the manifest "
            "it was published with; publish again"
        )
    return manifest


def point(folder: Path) -> None:
    """Say in current.json which snapshot is current, if it does not say so yet.

    It never changes what it says of a snapshot: a manifest that changed later must
    show. Its own time of change is when publishing last found that snapshot current,
    new or not: by it the scheduler knows that a day's build is done.
    """
    pointer = folder.parent / POINTER
    if _read(pointer).get("snapshot_id") == folder.name:
        os.utime(pointer)
        return
    temporary = pointer.with_name(f".{POINTER}-{os.getpid()}")
    text = json.dumps(_facts(folder), indent=2) + "\n"
    temporary.write_text(text, encoding="utf-8")
    sync(temporary)
    os.replace(temporary, pointer)
    sync(folder.parent)


def _facts(folder: Path) -> dict:
    return {"snapshot_id": folder.name, "manifest_sha256": sha256(folder / NAME)}


def _read(pointer: Path) -> dict:
    try:
        return dict(json.loads(pointer.read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return {}


def sync(path: Path) -> None:
    """Write a file, or the names in a folder, through to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
