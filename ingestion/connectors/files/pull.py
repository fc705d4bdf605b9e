"""Pull one `files` source: what is there, whole and new is landed in one load."""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import sleep

import pyarrow.parquet as pq

from ingestion.connectors.files.archives import Delivery, deliveries
from ingestion.connectors.files.discovery import find_files, settled
from ingestion.connectors.files.link_pull import link_parts
from ingestion.connectors.files.packing import Packing
from ingestion.connectors.files.source_run import SourceRun
from ingestion.connectors.files.staging import Staged, stage
from ingestion.connectors.files.telling import Telling
from ingestion.errors import FileError
from ingestion.interval import Interval
from ingestion.landing import completed_files, land, sweep, working_folder
from ingestion.workspace.sources import Workspace


@dataclass
class Outcome:
    """What a pull did."""

    load_id: str | None
    accounts: list[dict[str, object]]
    errors: list[FileError]


def pull_files(
    source_name: str,
    workspace: Workspace,
    folder: Path,
    data_dir: Path,
    key: bytes,
    say: Callable[[str], None],
    interval: Interval | None = None,
    now: dt.datetime | None = None,
) -> Outcome:
    """Land the new deliveries of a source; the caller holds the source's lock.

    `folder` is that of sources.yml. `interval` is not looked at: what is new is known
    by content, whatever time it is about. A file that is refused is in `errors` and
    is tried again by the next pull; the others land.
    """
    now = (now or dt.datetime.now(dt.UTC)).replace(microsecond=0)
    source = workspace.sources[source_name]
    sweep(data_dir, source_name)
    found = find_files(source.path or [], folder)
    if not found:
        say(f"warning: no file matches {source.path!r}: no deliveries yet")
        return Outcome(None, [], [])
    files = settled(found, source.settle_seconds, time.time(), sleep)
    for name in sorted({f.path.name for f in found} - {f.path.name for f in files}):
        say(f"warning: {name} is still being written: left for the next run")
    known = known_deliveries(data_dir, source_name)
    landed, earlier = frozenset(known), dict[str, Delivery]()
    errors: list[FileError] = []
    staged: list[Staged] = []
    telling = Telling(say)
    with working_folder(data_dir, source_name) as work:
        run = SourceRun(source_name, workspace, key, now, say)
        packing = Packing(work)
        for file in files:
            try:
                inside = deliveries(file)
            except FileError as error:
                errors.append(error)
                continue
            for delivery in inside:
                try:
                    result = _stage(delivery, run, known, work / "staged", earlier)
                except FileError as error:
                    errors.append(error)
                    continue
                if result:
                    packing.add(result.tables)
                    result.tables = {}  # a year of small files is much memory
                    staged.append(result)
                    telling.took(result)
        load_id = None
        if staged:
            parts = [part for one in staged for part in one.files]
            parts += packing.finished()
            earlier = {name: one for name, one in earlier.items() if name in landed}
            missing_count = len(landed) - len(earlier)
            parts += link_parts(run, staged, earlier, missing_count, work)
            load_id = land(data_dir, source_name, parts, work)
        elif not errors:
            say("nothing new")
    telling.findings()
    return Outcome(load_id, [one.account for one in staged], errors)


def known_deliveries(data_dir: Path, source_name: str) -> set[str]:
    """Return the ids of all deliveries that completed loads hold."""
    known: set[str] = set()
    for path in completed_files(data_dir, source_name, "deliveries"):
        known.update(pq.read_table(path, columns=["delivery_id"])[0].to_pylist())
    return known


def _stage(
    delivery: Delivery,
    run: SourceRun,
    known: set[str],
    folder: Path,
    earlier: dict[str, Delivery],
) -> Staged | None:
    """Return a new delivery's rows; one that is known goes to `earlier` instead."""
    delivery_id, byte_count = delivery.content_hash()
    if delivery_id in known:
        earlier[delivery_id] = delivery
        return None
    result = stage(run, delivery, delivery_id, byte_count, folder / delivery_id)
    landing_id = result.account["delivery_id"]  # another one for a file without rows
    if landing_id in known:
        earlier[landing_id] = delivery
        return None
    known.add(landing_id)
    return result
