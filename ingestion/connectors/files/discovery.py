"""Which files are there, whole, and not landed yet."""

import glob
import os
import time
from dataclasses import dataclass
from pathlib import Path

UNFINISHED = (".part", ".tmp", ".filepart")
CALM_SECONDS = 60  # a file untouched for so long needs no second look


@dataclass(frozen=True)
class File:
    """A file as the first look found it."""

    path: Path
    byte_count: int
    modified_at: float  # seconds since 1970


def is_passed_over(name: str) -> bool:
    """Say whether a name is hidden, unfinished, or a spreadsheet's own lock file."""
    return name.startswith((".", "~$")) or name.lower().endswith(UNFINISHED)


def find_files(patterns: str | list[str], folder: Path) -> list[File]:
    """Return the files that globs name, relative to the folder of sources.yml."""
    found = {}
    for pattern in [patterns] if isinstance(patterns, str) else patterns:
        for name in glob.glob(os.path.join(folder, pattern), recursive=True):
            path = Path(os.path.normpath(name))
            if path.is_file() and not is_passed_over(path.name):
                found[path] = look(path)
    return [found[path] for path in sorted(found)]


def look(path: Path) -> File:
    """Return what a file looks like now."""
    status = path.stat()
    return File(path, status.st_size, status.st_mtime)


def settled(
    files: list[File], settle_seconds: int, now: float, sleep=time.sleep
) -> list[File]:
    """Return the files nobody is writing any more.

    Two looks a second apart must agree, one pause for all files; a file younger
    than `settle_seconds` waits for the next run. A clock ahead of ours does not
    hold a file up for ever: the two looks decide.
    """
    ready = [file for file in files if not 0 <= now - file.modified_at < settle_seconds]
    if any(now - file.modified_at < CALM_SECONDS for file in ready):
        sleep(1)
    return [file for file in ready if file.path.exists() and look(file.path) == file]
