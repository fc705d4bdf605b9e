"""Write the exports of Demo Telecom: `python -m demo.generate`.

Same arguments, same bytes. Time a larger one with

    time python -m demo.generate --interactions 1000000 --out /tmp/drops
    time python -m demo.generate --interactions 10000000 --out /tmp/drops

A file's modification time is when it was delivered: 06:00 UTC of the morning after
its last day, or some days later. `--until 2025-12-10` leaves out what had not come
by that morning, so a life can be played day by day.

Events live in memory as numpy columns and pass through several tables while they
are made: count on some 350 bytes each. Text is made for the month being written.
A back office of more than half a million tasks a month gets several workbooks;
telephone numbers are distinct up to 50 million interactions (world/people.py).
"""

import argparse
import datetime as dt
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from demo.exports import (
    answer_key,
    answer_lines,
    backoffice,
    calls,
    chat,
    crm,
    helpdesk,
    messaging,
    selfcare,
)
from demo.exports.deliveries import Drop, Export, daily_drops, recorded
from demo.output import print_summary, write
from demo.stamp import STAMP, fingerprint, is_intact, read_stamp
from demo.world.history import World, live_through

HERE = Path(__file__).parent
FORMATS = {  # by the word of --formats
    "csv": (calls.EXPORT, helpdesk.EXPORT, messaging.EXPORT, selfcare.EXPORT),
    "parquet": (chat.EXPORT,),
    "xlsx": (backoffice.EXPORT,),
}
MAX_MONTHS = 36


def main(arguments: list[str] | None = None) -> int:
    """Write what is asked for, unless it is there already; return the exit code."""
    asked = parser().parse_args(arguments)
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
        "until": f"{asked.until}",
        "clear": asked.clear,
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
    world = world.made_clear() if asked.clear else world
    files, folders = {}, set()
    for drop in generate(world, asked.seed, formats):
        if asked.until and drop.came > asked.until:
            continue
        folder = drop.path.split("/")[0]
        if folder not in folders:
            _say(began, f"writing {folder}")
            folders.add(folder)
        files[drop.path] = write(asked.out, drop)
    for stale in set(before.get("files", {})) - set(files):
        (asked.out / stale).unlink(missing_ok=True)
    stamp = {"wanted": wanted, "files": files}
    (asked.out / STAMP).write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")
    print_summary(asked.out, files, len(world.events["started"]))
    return 0


def generate(world: World, seed: int, formats: list[str]) -> Iterator[Drop]:
    """Yield the files of a world, tool by tool, and the answer key."""
    for name in sorted(set(formats)):
        for export in FORMATS[name]:
            yield from _drops_of(world, seed, export)
    # A customer file would say again who is who.
    if "csv" in formats and not world.is_clear:
        yield from crm.drops(world, seed)
    yield from answer_key.whole(world)


def _drops_of(world: World, seed: int, export: Export) -> Iterator[Drop]:
    """Yield one tool's files and their part of the answer key."""
    is_monthly = export is backoffice.EXPORT
    drops = backoffice.monthly_drops if is_monthly else daily_drops
    made, key = [], []
    for rows in recorded(world, seed, export):
        made = [*made[-1:], rows]  # a correction may reach into the month before
        key.append(answer_lines.lines(world, export, rows))
        yield from drops(world, seed, export, made)
    yield answer_key.drop(f"interactions_{export.folder}", pa.concat_tables(key))


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command's arguments, with the demo's own as defaults."""
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
    parser.add_argument(
        "--until",
        type=_day,
        help="only what was delivered by the morning of this day (YYYY-MM-DD)",
    )
    parser.add_argument(
        "--clear",
        action="store_true",
        help="every row names its true person and reason: no noise on them, no CRM",
    )
    return parser


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("expected a day like 2025-12-10") from None


def _say(began: float, what: str) -> None:
    if time.monotonic() - began > 2:
        print(f"{time.monotonic() - began:5.0f} s  {what}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
