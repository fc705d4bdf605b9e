"""Write the exports of Demo Telecom: `python -m demo.generate`.

Same arguments, same bytes. Time a larger one with

    time python -m demo.generate --interactions 1000000 --out /tmp/drops
    time python -m demo.generate --interactions 10000000 --out /tmp/drops

Events live in memory as numpy columns and pass through several tables while they
are made: count on some 350 bytes each. Text is made for the month being written.
A back office of more than half a million tasks a month gets several workbooks;
telephone numbers are distinct up to 50 million interactions (world/people.py).
"""

import argparse
import datetime as dt
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from demo.exports import backoffice, calls, chat, crm, helpdesk, messaging, selfcare
from demo.exports.monthly import Drop
from demo.stamp import STAMP, fingerprint, is_intact, read_stamp
from demo.world.history import World, live_through

HERE = Path(__file__).parent
FORMATS = {  # by the word of --formats
    "csv": (calls, helpdesk, messaging, selfcare, crm),
    "parquet": (chat,),
    "xlsx": (backoffice,),
}
MAX_MONTHS = 36


def main(arguments: list[str] | None = None) -> int:
    """Write what is asked for, unless it is there already; return the exit code."""
    asked = _parser().parse_args(arguments)
    formats = asked.formats.split(",")
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown or asked.interactions < 100 or not 1 <= asked.months <= MAX_MONTHS:
        print(
            f"error: expected --formats of {', '.join(FORMATS)}, --interactions from "
            f"100 and --months from 1 to {MAX_MONTHS}",
            file=sys.stderr,
        )
        return 2
    wanted = {
        "interactions": asked.interactions,
        "seed": asked.seed,
        "months": asked.months,
        "formats": sorted(formats),
        "generator": fingerprint(),
    }
    before = read_stamp(asked.out)
    if before.get("wanted") == wanted and is_intact(asked.out, before["files"]):
        print(f"{asked.out}: {len(before['files'])} files are there already")
        return 0
    began = time.monotonic()
    asked.out.mkdir(parents=True, exist_ok=True)
    (asked.out / STAMP).unlink(missing_ok=True)
    world = live_through(asked.interactions, asked.months, asked.seed)
    _say(began, f"{len(world.events['started']):,} interactions have happened")
    files, folders = {}, set()
    for drop in generate(world, asked.seed, formats):
        folder = drop.path.split("/")[0]
        if folder not in folders:
            _say(began, f"writing {folder}")
            folders.add(folder)
        files[drop.path] = _write(asked.out, drop)
    for stale in set(before.get("files", {})) - set(files):
        (asked.out / stale).unlink(missing_ok=True)
    stamp = {"wanted": wanted, "files": files}
    (asked.out / STAMP).write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")
    _print_summary(asked.out, files, len(world.events["started"]))
    return 0


def generate(world: World, seed: int, formats: list[str]) -> Iterator[Drop]:
    """Yield the files of a world, tool by tool."""
    for name in sorted(set(formats)):
        for tool in FORMATS[name]:
            yield from tool.drops(world, seed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m demo.generate")
    parser.add_argument(
        "--interactions", type=int, default=60_000, help="in all (60000)"
    )
    parser.add_argument("--seed", type=int, default=1, help="of all chance (1)")
    parser.add_argument(
        "--months", type=int, default=12, help="from January 2025 on (12)"
    )
    parser.add_argument(
        "--out", type=Path, default=HERE / "drops", help="folder (demo/drops)"
    )
    parser.add_argument(
        "--formats",
        default=",".join(FORMATS),
        help="of the tools to write, comma separated (csv,parquet,xlsx)",
    )
    return parser


def _write(out: Path, drop: Drop) -> str:
    """Write a file whole, dated the morning after its last day; return its SHA-256."""
    path = out / drop.path
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".part")
    temporary.write_bytes(drop.content)
    morning = dt.datetime.combine(drop.day, dt.time(6), dt.UTC) + dt.timedelta(days=1)
    os.utime(temporary, (morning.timestamp(),) * 2)
    os.replace(temporary, path)
    return hashlib.sha256(drop.content).hexdigest()


def _say(began: float, what: str) -> None:
    if time.monotonic() - began > 2:
        print(f"{time.monotonic() - began:5.0f} s  {what}", file=sys.stderr)


def _print_summary(out: Path, files: dict[str, str], count: int) -> None:
    print(f"{out}: {count:,} interactions in {len(files)} files")
    folders = sorted({name.split("/")[0] for name in files})
    for folder in folders:
        inside = [name for name in files if name.startswith(f"{folder}/")]
        size = sum((out / name).stat().st_size for name in inside)
        print(f"  {folder:<18} {len(inside):>3} files {size / 1e6:>9.1f} MB")


if __name__ == "__main__":
    sys.exit(main())
