"""The folder `published/`: whole snapshots, and the one that is current.

A snapshot is written beside the others under a name that nobody reads, verified,
renamed, and only then pointed to. Whatever dies on the way, `current` names a
whole snapshot; what it left is swept by the next run.
"""

import contextlib
import datetime as dt
import os
import re
import shutil
from pathlib import Path

from publish.errors import PublishError
from publish.manifest import read_manifest, sha256, verify
from publish.pointer import LINK, current_snapshot, point, sync

KEPT = 3  # the current snapshot and the two before it
ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
STAMP = "%Y%m%dT%H%M%SZ"


def new_id(published: Path, fingerprint: str) -> str:
    """Return an id that sorts after all there are, whatever the clock says."""
    now = dt.datetime.now(dt.UTC)
    for path in _snapshots(published)[-1:]:
        newest = dt.datetime.strptime(path.name.split("-")[0], STAMP)
        now = max(now, newest.replace(tzinfo=dt.UTC) + dt.timedelta(seconds=1))
    return f"{now.strftime(STAMP)}-{fingerprint[:8]}"


def sweep(published: Path) -> None:
    """Remove what a killed run left behind.

    A snapshot newer than the current one was never current: its run died between
    the name and the link.
    """
    published.mkdir(parents=True, exist_ok=True)
    current = current_snapshot(published)
    for path in _snapshots(published):
        if current is None or path.name > current.name:
            _remove(path)
    for path in published.glob(".*"):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def link_unchanged(folder: Path, previous: Path | None) -> None:
    """Make each file that equals the previous snapshot's a hard link to that."""
    if previous is None:
        return
    with contextlib.suppress(PublishError):  # damaged: nothing of it is taken over
        for name, facts in read_manifest(previous)["files"].items():
            old, new = previous / name, folder / name
            if not new.is_file() or sha256(new) != facts["sha256"]:
                continue
            # The disk may have changed it since: then it is not the same any more.
            if old.is_file() and sha256(old) == facts["sha256"]:
                shorter = folder / ".link"
                with contextlib.suppress(OSError):  # a file system without links
                    os.link(old, shorter)
                    os.replace(shorter, new)


def seal(folder: Path) -> None:
    """Write a snapshot through to the disk and make its files read-only."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file():
            path.chmod(0o444)
        sync(path)
    sync(folder)


def promote(candidate: Path, snapshot_id: str) -> Path:
    """Verify a sealed candidate, give it its name and make it current."""
    verify(candidate)
    published = candidate.parent
    folder = published / snapshot_id
    os.rename(candidate, folder)
    sync(published)
    link = published / f".{LINK}-{os.getpid()}"
    os.symlink(snapshot_id, link)
    os.replace(link, published / LINK)
    sync(published)
    point(folder)
    return folder


def remove_old(published: Path) -> None:
    """Keep the current snapshot and the newest others; remove the rest.

    Who has a file of a removed snapshot open goes on reading it.
    """
    current = current_snapshot(published)
    others = [path for path in _snapshots(published) if path != current]
    for path in others[: -(KEPT - 1)]:
        _remove(path)


def _remove(folder: Path) -> None:
    # First out of sight, so that nobody meets half of one.
    hidden = folder.with_name(f".removed-{folder.name}")
    os.rename(folder, hidden)
    shutil.rmtree(hidden)


def kept_snapshots(published: Path) -> list[Path]:
    """Return the snapshots that were or are current, oldest first."""
    current = current_snapshot(published)
    return [
        path for path in _snapshots(published) if current and path.name <= current.name
    ]


def _snapshots(published: Path) -> list[Path]:
    return sorted(path for path in published.iterdir() if ID.fullmatch(path.name))
