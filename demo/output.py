"""The exports on disk: written whole, dated by their delivery, summed up."""

import datetime as dt
import hashlib
import os
from pathlib import Path

from demo.exports.deliveries import Drop


def write(out: Path, drop: Drop) -> str:
    """Write a file whole, dated the morning it came; return its SHA-256."""
    path = out / drop.path
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".part")
    temporary.write_bytes(drop.content)
    morning = dt.datetime.combine(drop.came, dt.time(6), dt.UTC)
    os.utime(temporary, (morning.timestamp(),) * 2)
    os.replace(temporary, path)
    return hashlib.sha256(drop.content).hexdigest()


def print_summary(out: Path, files: dict[str, str], count: int) -> None:
    """Print how many files of which size are in each folder."""
    print(f"{out}: {count:,} interactions in {len(files)} files")
    folders = sorted({name.split("/")[0] for name in files})
    for folder in folders:
        inside = [name for name in files if name.startswith(f"{folder}/")]
        size = sum((out / name).stat().st_size for name in inside)
        print(f"  {folder:<18} {len(inside):>5} files {size / 1e6:>9.1f} MB")
