"""Which files of the workspace changed since they were taken up by `make ingest`.

`python -m ingestion.workspace.taken_up` names them before a build, which reads what
landed: a corrected file without another `make ingest` would change nothing, in
silence.
"""

import hashlib
import json
import os
import sys
from pathlib import Path

from ingestion.workspace.tables import TABLES

# Few and guessable values: a hash of the file would give them away.
PRIVATE = ("ignored_identifiers", "reason_overrides", "ticket_overrides")
NOTE = Path("raw", "_workspace", "taken_up.json")  # under DATA_DIR


def marks(workspace: str | Path) -> dict[str, str]:
    """Return a mark of each file of a workspace that is there, by its name.

    The mark is the SHA-256 of the bytes; of files that hold identifiers, size and
    time of change.
    """
    names = ["sources.yml", *(f"{name}.csv" for name in TABLES)]
    files = (Path(workspace) / name for name in names)
    return {file.name: _mark(file) for file in files if file.is_file()}


def take_up(found: dict[str, str], data_dir: str | Path) -> list[str]:
    """Note the marks of what landed; return the files that changed, if any had."""
    note = Path(data_dir) / NOTE
    changed = _differing(found, _noted(note))
    partial = note.with_suffix(".partial")
    partial.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    os.replace(partial, note)
    return changed


def changed_since(workspace: str | Path, data_dir: str | Path) -> list[str]:
    """Return the files that changed, came or went since they were taken up."""
    return _differing(marks(workspace), _noted(Path(data_dir) / NOTE))


def _mark(file: Path) -> str:
    if file.stem in PRIVATE:
        state = file.stat()
        return f"{state.st_size} bytes, {state.st_mtime_ns}"
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _noted(note: Path) -> dict[str, str] | None:
    try:
        return json.loads(note.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None  # landed before there were notes, or never


def _differing(found: dict[str, str], noted: dict[str, str] | None) -> list[str]:
    if noted is None:
        return []
    return sorted(name for name in found | noted if found.get(name) != noted.get(name))


def main() -> int:
    """Name what changed since, on the standard error; a build goes on all the same."""
    changed = changed_since(os.environ["WORKSPACE"], os.environ["DATA_DIR"])
    if changed:
        print(
            f"build: {', '.join(changed)} changed since `make ingest`, and this build "
            "reads what landed then; `make ingest` takes the change up",
            file=sys.stderr,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
