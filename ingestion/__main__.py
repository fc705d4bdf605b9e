"""`python -m ingestion`: read the workspace, pull every source, land raw Parquet."""

import argparse
import os
import sys
import time
from pathlib import Path

from ingestion.connectors.files.pull import pull_files
from ingestion.errors import IngestionError
from ingestion.interval import Interval, read_interval
from ingestion.lock import lock
from ingestion.secret import identity_key
from ingestion.workspace.landing import land_workspace
from ingestion.workspace.reader import WorkspaceContent, read_workspace
from ingestion.workspace.taken_up import marks, take_up

PULLS = {"files": pull_files}


def main(arguments: list[str] | None = None) -> int:
    """Pull the sources; return 0, 1 if a delivery was refused, 2 if one cannot run."""
    options = _options(arguments)
    folder, data_dir = Path(options.workspace), Path(options.data_dir)
    try:
        found = marks(folder)
        content = read_workspace(folder)
        names = _chosen(options.source, content)
        zone = content.workspace.timezone
        interval = read_interval(options.FROM, options.TO, zone)
        key = identity_key(data_dir, os.environ)
        land_workspace(content, data_dir, key)
        changed = take_up(found, data_dir)
    except (IngestionError, OSError) as error:
        return _fail(error, 2)
    if changed:
        names_changed = ", ".join(changed)
        print(f"workspace: {names_changed} changed and taken up", file=sys.stderr)
    code = 0
    for name in names:
        if name in content.faults:
            code = _fail(content.faults[name], 2)
        else:
            code = max(code, _pull(name, content, folder, data_dir, key, interval))
    if code == 1 or (code and len(names) > 1):
        print(
            "error: what is named above was refused, the rest landed; correct or "
            "remove it before building, or go on without it: make audit build "
            "audit-marts publish",
            file=sys.stderr,
        )
    return code


def _pull(
    name: str,
    content: WorkspaceContent,
    folder: Path,
    data_dir: Path,
    key: bytes,
    interval: Interval | None,
) -> int:
    """Pull one source under its lock; another source's trouble is not its own."""
    started = time.monotonic()

    def say(text: str) -> None:
        print(f"{name}: {text}", file=sys.stderr, flush=True)

    pull = PULLS[content.workspace.sources[name].connector]
    try:
        with lock(data_dir, f"ingest_{name}"):
            outcome = pull(
                name, content.workspace, folder, data_dir, key, say, interval
            )
    except (IngestionError, OSError) as error:
        return _fail(error, 2)
    for error in outcome.errors:
        _fail(error, 1)
    if outcome.load_id:
        rows = sum(account["accepted_count"] for account in outcome.accounts)
        rejected = sum(account["rejected_count"] for account in outcome.accounts)
        count = len(outcome.accounts)
        say(
            f"{count} {'delivery' if count == 1 else 'deliveries'}, "
            f"{rows:,} rows landed, "
            f"{rejected:,} rejected, {time.monotonic() - started:.1f} s"
        )
    return 1 if outcome.errors else 0


def _fail(error: Exception, code: int) -> int:
    print(f"error: {error}", file=sys.stderr, flush=True)
    return code


def _chosen(asked: list[str] | None, content: WorkspaceContent) -> list[str]:
    known = [*content.workspace.sources, *content.faults]
    for name in asked or []:
        if name not in known:
            raise IngestionError(
                f"--source {name}: there is no such source; expected one of "
                f"{', '.join(known)}"
            )
    return list(dict.fromkeys(asked or known))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    workspace = os.environ.get("WORKSPACE", "demo")
    parser = argparse.ArgumentParser(
        prog="python -m ingestion",
        description="Pull every source of a workspace and land it as raw Parquet.",
    )
    parser.add_argument("--workspace", default=workspace, help="default: demo")
    parser.add_argument(
        "--data-dir",
        default=os.environ.get("DATA_DIR"),
        help="default: data/<workspace name>",
    )
    parser.add_argument(
        "--source", action="append", help="only this source; repeatable"
    )
    for name, environ in (("--from", "FROM"), ("--to", "TO")):
        parser.add_argument(
            name,
            dest=environ,
            default=os.environ.get(environ, ""),
            help="the time to pull, ISO, --to excluded; file sources ignore it",
        )
    options = parser.parse_args(arguments)
    if not options.data_dir:
        name = Path(options.workspace).resolve().name
        options.data_dir = os.path.join("data", name)
    return options


if __name__ == "__main__":
    sys.exit(main())
