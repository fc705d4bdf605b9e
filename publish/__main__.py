"""`python -m publish`: make the candidate the current snapshot; `verify` checks it."""

import argparse
import os
import sys
from pathlib import Path

import duckdb

from publish.costs_spoken import cost_line
from publish.errors import PublishError
from publish.pointer import verify_current
from publish.publication import Publication, publish


def main(arguments: list[str] | None = None) -> int:
    """Publish or verify; return 0, or 2 with one line on what went wrong."""
    options = _options(arguments)
    data_dir = Path(options.data_dir)
    try:
        if options.action == "verify":
            manifest = verify_current(data_dir / "published")
            print(
                f"snapshot {manifest['snapshot_id']}: {len(manifest['files'])} files "
                "are as they were published"
            )
        else:
            manifest = Path(options.manifest or data_dir / "dbt" / "manifest.json")
            print_end(publish(data_dir, Path(options.workspace), manifest, _say))
    except PublishError as error:
        return _fail(str(error))
    except (OSError, duckdb.Error) as error:
        reason = str(error).splitlines()[0]
        return _fail(f"publishing stopped, what was current stays so: {reason}")
    return 0


def print_end(publication: Publication) -> None:
    """Print the three figures a stranger wants and where the rest is."""
    found, folder = publication.findings, publication.folder
    if not publication.is_new:
        print(f"nothing changed: snapshot {folder.name} stays")
    if found.period is None:
        print(f"\n{found.company.name}: there is no ticket to report yet")
    else:
        kind = ", provisional" if found.period.is_provisional else ""
        print(f"\n{found.company.name}, {found.period.label}{kind}")
        for figure in found.figures:
            interval = [f"95%: {figure.interval}"] if figure.interval else []
            beside = "; ".join([*interval, figure.tickets, *figure.beside])
            value = figure.value or figure.why_not
            print(f"  {figure.title:<26} {value:<8} ({beside})")
        top = [
            f"{row['name']} ({row['reiteration_count']:,})"
            for row in found.reasons[:3]
            if not row["is_small_cell"]
        ]
        print(f"  {'Most reiterations':<26} {', '.join(top) or 'none yet'}")
        if line := cost_line(found.costs, found.company.currency):
            print(f"  {'Cost to resolve':<26} {line}")
    current = folder.parent / "current"
    for name, what in (
        ("report.html", "the report, to read"),
        ("marts.duckdb", "every table, to query (restricted)"),
        ("dictionary.csv", "what each column means"),
    ):
        print(f"  {current / name}  {what}")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _fail(text: str) -> int:
    print(f"error: {text}", file=sys.stderr, flush=True)
    return 2


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m publish",
        description="Publish the candidate warehouse as a snapshot, or verify one.",
    )
    parser.add_argument("action", nargs="?", choices=["verify"])
    workspace = os.environ.get("WORKSPACE", "demo")
    parser.add_argument("--workspace", default=workspace, help="default: demo")
    parser.add_argument(
        "--data-dir",
        default=os.environ.get("DATA_DIR"),
        help="default: data/<workspace name>",
    )
    parser.add_argument("--manifest", help="dbt's, default: DATA_DIR/dbt/manifest.json")
    options = parser.parse_args(arguments)
    if not options.data_dir:
        name = Path(options.workspace).resolve().name
        options.data_dir = os.path.join("data", name)
    return options


if __name__ == "__main__":
    sys.exit(main())
