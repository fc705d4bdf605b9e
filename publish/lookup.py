"""`python -m publish.lookup`: what we hold of a person, for whoever asks by right.

Identifiers come from standard input only, are hashed in memory, and go nowhere else:
no argument, no environment, no log and no file holds them.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

import duckdb

from ingestion.asked import read_asked
from ingestion.errors import IngestionError
from ingestion.secret import KEY_FILE, identity_key
from ingestion.workspace.sources_file import read_sources
from publish.errors import PublishError
from publish.persons import customers_of, open_stores, rows_of
from publish.pointer import current_snapshot


def main() -> int:
    """Print a person's rows as JSON lines.

    Returns 0, 1 where nothing is held, 2 with one line on what went wrong.
    """
    workspace = Path(os.environ.get("WORKSPACE", "demo"))
    data_dir = os.environ.get("DATA_DIR") or Path("data", workspace.resolve().name)
    if sys.stdin.isatty():
        _say("type,value a line, such as account,0042; end with Ctrl-D")
    try:
        lines = sys.stdin.buffer.read().decode("utf-8-sig").splitlines()
        return look_up(lines, workspace, Path(data_dir), sys.stdout)
    except UnicodeDecodeError:
        reason = "standard input is not UTF-8 text; save it as UTF-8"
    except (IngestionError, PublishError) as error:
        reason = str(error)
    except (OSError, duckdb.Error) as error:
        reason = f"nothing can be looked up: {str(error).splitlines()[0]}"
    _say(f"error: {reason}")
    return 2


def look_up(lines: Iterable[str], workspace: Path, data_dir: Path, out: TextIO) -> int:
    """Write the rows of the customer that the lines name, one JSON object each.

    Returns 0, or 1 where nothing is held. Raises IngestionError for a line that
    cannot be read, PublishError where a store is missing or a line names several.
    """
    snapshot = current_snapshot(data_dir / "published")
    warehouse = data_dir / "warehouse.duckdb"
    if snapshot is None or not warehouse.is_file():
        missing = warehouse if snapshot else data_dir / "published"
        raise PublishError(f"{missing}: there is nothing to look in; run make run")
    asked = read_asked(
        lines,
        read_sources(workspace / "sources.yml").workspace,
        _known_key(data_dir),
    )
    with open_stores(snapshot / "marts.duckdb", warehouse) as connection:
        customers = customers_of(connection, asked)
        if not customers:
            _say("nothing is held about these identifiers")
            return 1
        if len(customers) > 1:
            _say(
                f"{len(customers)} customers found: their rows are one person's only "
                "if every identifier given is that person's own"
            )
        counts: Counter[str] = Counter()
        for table, row in rows_of(connection, customers):
            counts[table] += 1
            line = {"table": table} | row
            print(json.dumps(line, default=str, ensure_ascii=False), file=out)
    if not counts:
        raise PublishError(
            "the warehouse knows them, the published snapshot does not yet: run make "
            "audit-marts publish, then ask again"
        )
    listed = ", ".join(f"{table} {count}" for table, count in counts.items())
    _say(f"snapshot {snapshot.name}: {listed}")
    return 0


def _known_key(data_dir: Path) -> bytes:
    """Return the key the data was hashed with; a missing one is not made here."""
    if not os.environ.get("IDENTITY_KEY") and not (data_dir / KEY_FILE).is_file():
        raise PublishError(
            "IDENTITY_KEY is not set: expected the one that this data was hashed with"
        )
    return identity_key(data_dir, os.environ)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
